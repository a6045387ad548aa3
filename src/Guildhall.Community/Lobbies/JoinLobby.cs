using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>
/// PUT /lobbies: the caller comes into the lobby that a secret leads to, which begins with the first who comes. What is said of the
/// lobby and of oneself replaces what was known.
/// </summary>
public static class JoinLobby
{
    /// <summary>How often a secret may lead to a lobby that ends just then.</summary>
    private const int Attempts = 3;

    public static void Map(ApiRoutes api) => api.Put("/lobbies", Handle, LobbyCaller.Per(20, 10));

    public sealed record Command(
        LobbyId Id,
        LobbyCaller Caller,
        Optional<IReadOnlyDictionary<string, string>?> Metadata,
        Optional<IReadOnlyDictionary<string, string>?> MemberMetadata,
        Optional<int> IdleSeconds,
        Optional<int> Flags) : IGuildCommand<LobbyView>, IGuildGenesis
    {
        public ValueTask<Result<LobbyView>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<LobbyView> Decide(GuildTurn turn)
        {
            if (!turn.Exists && turn.HasEnded) return new Failure.UnknownLobby();
            if (!turn.Exists) LobbyHouse.Begin(turn, new LobbyRecord { Id = Id, Application = Caller.Application });
            else if (LobbyHouse.RefuseMore(turn, [Caller.User]) is { } full) return full;
            if (LobbyHouse.Find(turn.State) is not { } known || known.Application != Caller.Application) return new Failure.UnknownLobby();
            var lobby = LobbyHouse.Touch(turn, known with
            {
                Metadata = Metadata.Or(known.Metadata),
                IdleSeconds = IdleSeconds.Or(known.IdleSeconds),
                Flags = Flags.Or(known.Flags),
            });
            var member = new LobbyMemberChange(Caller.User, MemberMetadata, default, default).Apply(LobbyHouse.MemberOf(turn.State, Caller.User));
            LobbyHouse.Put(turn, member);
            return LobbyHouse.Shown(turn, lobby);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var asked = LobbyCaller.Any(request);
        if (!asked.IsOk) return asked.Failure;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var secret = form.RequiredText("secret", 1, Limits.LobbySecretMax);
        var (metadata, own) = (LobbyForm.Metadata(form, "lobby_metadata"), LobbyForm.Metadata(form, "member_metadata"));
        var (idle, flags) = (LobbyForm.IdleSeconds(form), LobbyForm.Flags(form));
        if (form.Failure is { } invalid) return invalid;
        var caller = asked.Value!;
        for (var attempt = 1; ; attempt++)
        {
            var reserved = await LobbyRegistry.Next(request.House, caller.Application, secret, request.Cancel);
            if (!reserved.IsOk) return reserved.Failure;
            var command = new Command(reserved.Value!.Id, caller, metadata, own, idle, flags);
            var joined = await LobbyDoor.Ask(request, command.Id, command);
            if (joined.Failure is not Failure.UnknownLobby || attempt == Attempts) return await LobbyDoor.Answer(request, caller, joined);
            // The lobby has ended, and its application's registry is about to hear of it.
            await request.House.Users.Tell(new UserId(caller.Application.Value), new LobbyRegistry.Release(command.Id), request.Cancel);
        }
    }
}
