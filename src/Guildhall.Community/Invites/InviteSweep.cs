using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;

namespace Guildhall.Community.Invites;

/// <summary>Takes expired invites away: one alarm of the guild, at the moment when its next invite ends.</summary>
internal static class InviteSweep
{
    public static readonly AlarmKind Alarm = new("invite-end", Ring);
    private const ulong OnlyOne = 0;

    /// <summary>Sets the alarm for the invite that ends first, unless it rings before that anyway.</summary>
    public static void Schedule(GuildTurn turn)
    {
        if (turn.State.Invites.Values.Min(invite => invite.ExpiresAt) is not { } next) return;
        if (turn.State.Alarms.TryGetValue((Alarm.Name, OnlyOne), out var set) && set <= next) return;
        turn.SetAlarm(Alarm, OnlyOne, next);
    }

    private static ValueTask Ring(GuildTurn turn, ulong id)
    {
        foreach (var invite in turn.State.Invites.Values.Where(invite => InviteView.HasExpired(invite, turn.Now)).ToArray())
            InviteEvents.Remove(turn, invite);
        Schedule(turn);
        return ValueTask.CompletedTask;
    }
}
