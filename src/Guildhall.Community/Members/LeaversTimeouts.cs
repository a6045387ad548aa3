using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;

namespace Guildhall.Community.Members;

/// <summary>
/// Until when members who have left were timed out: who comes back is again, so that leaving is no way out. Kept as alarms, one for each
/// of them, so that they outlive restarts and end by themselves.
/// </summary>
internal static class LeaversTimeouts
{
    /// <summary>Leavers kept at once in a guild; beyond, a timeout ends with leaving.</summary>
    public const int Capacity = 16_384;

    /// <summary>Nothing happens at its end: nobody is told that a timeout is over.</summary>
    public static readonly AlarmKind Alarm = new("leaver_timeout", static (_, _) => ValueTask.CompletedTask);

    /// <summary>Takes note of a member who leaves.</summary>
    public static void Left(GuildTurn turn, UserId user, DateTimeOffset? until)
    {
        if (until is not { } end || end <= turn.Now || turn.State.Alarms.Count >= Capacity) return;
        turn.SetAlarm(Alarm, user.Number, end);
    }

    /// <summary>The timeout that a user who comes back still has; null for none.</summary>
    public static DateTimeOffset? Returned(GuildTurn turn, UserId user)
    {
        if (!turn.State.Alarms.TryGetValue((Alarm.Name, user.Number), out var until)) return null;
        turn.ClearAlarm(Alarm, user.Number);
        return until > turn.Now ? until : null;
    }
}
