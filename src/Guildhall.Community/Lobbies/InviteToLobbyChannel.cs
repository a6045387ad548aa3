using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Invites;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// POST /lobbies/{lobby_id}/members/@me/invites, and …/members/{user_id}/invites by the application: an invite to the linked channel that
/// one member alone may use, once, within the hour. It is given in the name of who has linked the channel, and with that one's rights.
/// </summary>
public static class InviteToLobbyChannel
{
    private const int MaxAgeSeconds = 3_600;

    public static void Map(ApiRoutes api)
    {
        api.Post("/lobbies/{lobby_id}/members/@me/invites", HandleOwn, LobbyCaller.Per(10, 10));
        api.Post("/lobbies/{lobby_id}/members/{user_id}/invites", Handle, RouteOptions.Per(10, 10));
    }

    /// <summary>The lobby's link, for a member.</summary>
    public sealed record LinkFor(LobbyCaller Caller, UserId User) : IGuildCommand<LobbyLink>, IAlsoInPrivate
    {
        public ValueTask<Result<LobbyLink>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<LobbyLink> Decide(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller, botOnly: User != Caller.User);
            if (!entry.IsOk) return entry.Failure;
            if (LobbyHouse.MemberOf(turn.State, User) is null) return new Failure.UnknownMember();
            return entry.Value!.Link is { } link ? link : new Failure.UnknownChannel();
        }
    }

    private static async ValueTask<ApiAnswer> HandleOwn(ApiRequest request)
    {
        var asked = LobbyCaller.Any(request);
        return asked.IsOk ? await Invite(request, asked.Value!, asked.Value!.User) : asked.Failure;
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Bot(request);
        var user = request.Id<UserId>("user_id");
        if ((asked.Failure ?? request.Failure) is { } refused) return refused;
        return await Invite(request, asked.Value!, user);
    }

    private static async ValueTask<ApiAnswer> Invite(ApiRequest request, LobbyCaller caller, UserId user)
    {
        var lobby = request.Id<LobbyId>("lobby_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await LobbyDoor.Ask(request, lobby, new LinkFor(caller, user));
        if (!found.IsOk) return found.Failure;
        var link = found.Value!;
        if (await LinkedChannels.Shown(request, lobby, link) is null) return new Failure.UnknownChannel();
        var wanted = new InviteRow
        {
            Code = InviteCode.New(),
            Channel = link.Channel,
            Inviter = link.By,
            CreatedAt = default,
            MaxAge = MaxAgeSeconds,
            MaxUses = 1,
            TargetUsers = [user],
        };
        var command = new CreateInvite.Command(link.Channel, wanted, Unique: true, new Caller(link.By, link.ByBot));
        var invite = await request.House.Guilds.Ask(link.Channel, command, request.Cancel);
        return invite.IsOk ? ApiAnswer.Json(new LobbyInvitePayload(invite.Value!.Code), LobbyJson.Default.LobbyInvitePayload) : invite.Failure;
    }
}
