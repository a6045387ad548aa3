using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>POST /lobbies: a new lobby of the bot's application, with its first members.</summary>
public static class CreateLobby
{
    public static void Map(ApiRoutes api) => api.Post("/lobbies", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(LobbyRecord Lobby, IReadOnlyList<LobbyMemberRecord> Members) : IGuildCommand<LobbyView>, IGuildGenesis
    {
        public ValueTask<Result<LobbyView>> Run(GuildTurn turn)
        {
            var lobby = LobbyHouse.Begin(turn, Lobby);
            foreach (var member in Members) LobbyHouse.Put(turn, member);
            return ValueTask.FromResult<Result<LobbyView>>(LobbyHouse.Shown(turn, lobby));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Bot(request);
        if (!asked.IsOk) return asked.Failure;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var caller = asked.Value!;
        var (metadata, flags, idle) = (LobbyForm.Metadata(form, "metadata"), LobbyForm.Flags(form), LobbyForm.IdleSeconds(form));
        var members = LobbyForm.Members(form) ?? [];
        var url = await LobbyForm.EventWebhooksUrl(request, caller.Application, form);
        if (form.Failure is { } invalid) return invalid;
        if (await LobbyDoor.RefuseUnknown(request, members.Select(member => member.User)) is { } unknown) return unknown;
        var reserved = await LobbyRegistry.Next(request.House, caller.Application, secret: null, request.Cancel);
        if (!reserved.IsOk) return reserved.Failure;
        var lobby = new LobbyRecord
        {
            Id = reserved.Value!.Id,
            Application = caller.Application,
            Metadata = metadata.Value,
            Flags = flags.Value,
            IdleSeconds = idle.Or(LobbyRecord.DefaultIdleSeconds),
            EventWebhooksUrl = url.Value,
        };
        LobbyMemberRecord[] first = [.. members.DistinctBy(member => member.User).Select(member => member.Apply(null))];
        return await LobbyDoor.Answer(request, caller, await LobbyDoor.Ask(request, lobby.Id, new Command(lobby, first)), 201);
    }
}
