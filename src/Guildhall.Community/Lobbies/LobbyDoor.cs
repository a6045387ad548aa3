using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Protocol;

namespace Guildhall.Community.Lobbies;

/// <summary>The way from a route to a lobby and back.</summary>
internal static class LobbyDoor
{
    /// <summary>Asks the house that the lobby is; where there is none, there is no such lobby.</summary>
    public static async ValueTask<Result<TReply>> Ask<TReply>(ApiRequest request, LobbyId lobby, IGuildCommand<TReply> command)
    {
        var answer = await request.House.Guilds.Ask(new GuildId(lobby.Value), command, request.Cancel);
        return answer.Failure is Failure.UnknownGuild ? new Failure.UnknownLobby() : answer;
    }

    /// <summary>The lobby as its caller sees it: what is set for the application alone is not shown to members.</summary>
    public static async ValueTask<ApiAnswer> Answer(ApiRequest request, LobbyCaller caller, Result<LobbyView> result, int status = 200)
    {
        if (!result.IsOk) return result.Failure;
        var lobby = result.Value!.Lobby;
        var shown = new LobbyPayload(lobby.Id, lobby.Application, [.. result.Value.Members.Select(LobbyMemberPayload.Of)], lobby.Flags)
        {
            Metadata = lobby.Metadata,
            LinkedChannel = lobby.Link is { } link ? await LinkedChannels.Shown(request, lobby.Id, link) : null,
            OverrideEventWebhooksUrl = caller.IsBot ? lobby.EventWebhooksUrl : null,
        };
        return ApiAnswer.Json(shown, LobbyJson.Default.LobbyPayload, status);
    }

    /// <summary>Unknown User for the first of them that does not exist.</summary>
    public static async ValueTask<Failure?> RefuseUnknown(ApiRequest request, IEnumerable<UserId> users)
    {
        UserId[] wanted = [.. users.Distinct()];
        if (wanted.Length == 0) return null;
        foreach (var user in wanted)
        {
            if (await request.House.Directory.Find(user, request.Cancel) is null) return new Failure.UnknownUser();
        }

        return null;
    }
}
