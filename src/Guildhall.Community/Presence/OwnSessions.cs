using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guildhall.Community.User;

namespace Guildhall.Community.Presence;

/// <summary>A person's open sessions as its own clients see them: in READY, and whenever they change.</summary>
public static class OwnSessions
{
    private const int ShownIdBytes = 16;

    /// <summary>SESSIONS_REPLACE for the person's own sessions.</summary>
    internal static void Tell(UserTurn turn)
    {
        if (turn.State.Row.Profile.Bot) return;
        turn.TellOwnSessions(DispatchCatalogue.SessionsReplace, Of(turn.State.Sessions), UserJson.Default.IReadOnlyListSessionPayload, peopleOnly: true);
    }

    public static IReadOnlyList<SessionPayload> Of(IEnumerable<OpenSession> sessions) =>
        [.. sessions.Select(open => new SessionPayload(NameOf(open), new ClientInfoPayload(open.Client, "unknown", 0), open.Status, open.Activities, []))];

    // One session does not learn what another needs to be resumed.
    private static string NameOf(OpenSession open)
    {
        var address = open.Session.Session.Value.ToString(CultureInfo.InvariantCulture);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{open.Session.User}:{address}")).AsSpan(0, ShownIdBytes));
    }
}

/// <summary>One session.</summary>
public sealed record SessionPayload(
    string SessionId, ClientInfoPayload ClientInfo, string Status, IReadOnlyList<JsonElement> Activities, IReadOnlyList<JsonElement> HiddenActivities);

/// <summary>What a session runs on.</summary>
public sealed record ClientInfoPayload(string Client, string Os, int Version);
