using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>PATCH /lobbies/{lobby_id}: what is named changes. Members that are named replace all members.</summary>
public static class UpdateLobby
{
    public static void Map(ApiRoutes api) => api.Patch("/lobbies/{lobby_id}", Handle, RouteOptions.Per(20, 10));

    public sealed record Change(
        Optional<IReadOnlyDictionary<string, string>?> Metadata, Optional<int> Flags, Optional<int> IdleSeconds, Optional<string?> EventWebhooksUrl);

    /// <param name="Caller">The application's bot.</param>
    /// <param name="Change">What changes of the lobby itself.</param>
    /// <param name="Members">Who is in it from now on; null to leave the members alone.</param>
    public sealed record Command(LobbyCaller Caller, Change Change, IReadOnlyList<LobbyMemberChange>? Members) : IGuildCommand<LobbyView>, IAlsoInPrivate
    {
        public ValueTask<Result<LobbyView>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<LobbyView> Decide(GuildTurn turn)
        {
            var entry = LobbyHouse.Enter(turn, Caller, botOnly: true);
            if (!entry.IsOk) return entry.Failure;
            var known = entry.Value!;
            var lobby = LobbyHouse.Touch(turn, known with
            {
                Metadata = Change.Metadata.Or(known.Metadata),
                Flags = Change.Flags.Or(known.Flags),
                IdleSeconds = Change.IdleSeconds.Or(known.IdleSeconds),
                EventWebhooksUrl = Change.EventWebhooksUrl.Or(known.EventWebhooksUrl),
            });
            if (Members is not null) Replace(turn, Members);
            return LobbyHouse.Shown(turn, lobby);
        }

        private static void Replace(GuildTurn turn, IReadOnlyList<LobbyMemberChange> members)
        {
            foreach (var gone in turn.State.Documents.Of(LobbyKinds.Member).Values.Where(old => members.All(member => member.User != old.User)).ToArray())
                LobbyHouse.Remove(turn, gone.User);
            foreach (var member in members) LobbyHouse.Put(turn, member.Apply(LobbyHouse.MemberOf(turn.State, member.User)));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Bot(request);
        if (!asked.IsOk) return asked.Failure;
        var id = request.Id<LobbyId>("lobby_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var members = LobbyForm.Members(form);
        var change = new Change(
            LobbyForm.Metadata(form, "metadata"),
            LobbyForm.Flags(form),
            LobbyForm.IdleSeconds(form),
            await LobbyForm.EventWebhooksUrl(request, asked.Value!.Application, form));
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        if (await LobbyDoor.RefuseUnknown(request, (members ?? []).Select(member => member.User)) is { } unknown) return unknown;
        return await LobbyDoor.Answer(request, asked.Value!, await LobbyDoor.Ask(request, id, new Command(asked.Value!, change, members)));
    }
}
