using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>PUT /lobbies/{lobby_id}/members/{user_id}: puts somebody into the lobby, or changes what is known of a member.</summary>
public static class AddLobbyMember
{
    public static void Map(ApiRoutes api) => api.Put("/lobbies/{lobby_id}/members/{user_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(LobbyCaller Caller, LobbyMemberChange Member) : IGuildCommand<LobbyMemberRecord>, IAlsoInPrivate
    {
        public ValueTask<Result<LobbyMemberRecord>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<LobbyMemberRecord> Decide(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller, botOnly: true);
            if (!entry.IsOk) return entry.Failure;
            if (LobbyHouse.RefuseMore(turn, [Member.User]) is { } full) return full;
            var member = Member.Apply(LobbyHouse.MemberOf(turn.State, Member.User));
            LobbyHouse.Put(turn, member);
            LobbyHouse.Touch(turn, entry.Value!);
            return member;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Bot(request);
        if (!asked.IsOk) return asked.Failure;
        var (lobby, user) = (request.Id<LobbyId>("lobby_id"), request.Id<UserId>("user_id"));
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var change = LobbyForm.Member(read.Value!, user);
        if ((request.Failure ?? read.Value!.Failure) is { } invalid) return invalid;
        if (await LobbyDoor.RefuseUnknown(request, [user]) is { } unknown) return unknown;
        var member = await LobbyDoor.Ask(request, lobby, new Command(asked.Value!, change));
        return member.IsOk ? ApiAnswer.Json(LobbyMemberPayload.Of(member.Value!), LobbyJson.Default.LobbyMemberPayload) : member.Failure;
    }
}
