namespace Guildhall.Community.Guild.Alarms;

/// <summary>Every kind of alarm, by feature.</summary>
internal static class AlarmTable
{
    private static readonly AlarmKind[] All =
    [
        ScheduledEvents.EventClock.Alarm,
        StageInstances.StageClock.Alarm,
        Polls.PollClock.Alarm,
        Members.LeaversTimeouts.Alarm,
        Incidents.IncidentActions.Alarm,
        Retention.RetentionAlarm.Kind,
        Threads.ThreadArchiving.Inactive,
        Invites.InviteSweep.Alarm,
        Lobbies.LobbyClock.Alarm,
        Calls.CallClock.Alarm,
    ];

    private static readonly Dictionary<string, AlarmKind> ByName = All.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The kind with this name; null when this program does not know it (any more).</summary>
    public static AlarmKind? Find(string name) => ByName.GetValueOrDefault(name);
}
