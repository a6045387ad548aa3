using System.Collections.Concurrent;
using System.Text.Json;
using Guildhall.Community.User;
using Guildhall.Protocol;

namespace Guildhall.Community.Presence;

/// <summary>What a user shows to others: the strongest status of all sessions, and the activities of the newest session that has some.</summary>
internal static class UserPresence
{
    private static readonly ConcurrentDictionary<ClientStatusPayload, ClientStatusPayload> Statuses = new();

    /// <summary>Tells every guild of the user what is shown now.</summary>
    public static void Announce(UserTurn turn)
    {
        var shown = Of(turn.State);
        turn.Services.Shelf.Forget(turn.State.Id);
        turn.TellGuilds(_ => new PresenceChanged(turn.State.Id, shown));
        Relationships.FriendPresences.Tell(turn, shown);
        OwnSessions.Tell(turn);
    }

    public static PresencePayload Of(UserState user) => Of(user.Id, user.Sessions, user.CustomStatus);

    public static PresencePayload Of(UserId user, IReadOnlyList<OpenSession> sessions, JsonElement? customStatus)
    {
        var visible = sessions.Where(open => open.Status is not ("invisible" or "offline")).ToArray();
        return new PresencePayload
        {
            User = new PresenceUserPayload(user),
            Status = Strongest(visible) ?? "offline",
            Activities = visible.Length == 0
                ? []
                : CustomStatus.Beside(visible.LastOrDefault(open => open.Activities.Count > 0)?.Activities ?? [], customStatus),
            ClientStatus = Shared(new ClientStatusPayload(
                Strongest(visible.Where(open => open.Client == "desktop")),
                Strongest(visible.Where(open => open.Client == "mobile")),
                Strongest(visible.Where(open => open.Client == "web")))),
        };
    }

    // There are as many as combinations of three statuses, and one for everybody who is online.
    private static ClientStatusPayload Shared(ClientStatusPayload status) => Statuses.GetOrAdd(status, status);

    // dnd is chosen on purpose and wins; online beats idle, which a client sets by itself.
    private static string? Strongest(IEnumerable<OpenSession> sessions)
    {
        string? strongest = null;
        foreach (var open in sessions)
        {
            if (open.Status == "dnd") return "dnd";
            if (open.Status == "online" || strongest is null) strongest = open.Status;
        }

        return strongest;
    }
}
