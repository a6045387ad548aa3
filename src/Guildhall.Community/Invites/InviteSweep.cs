using Guildhall.Community.Guild;

namespace Guildhall.Community.Invites;

/// <summary>
/// Takes expired invites away. It runs when the next invite of the guild ends; one that ended while the guild slept is gone
/// at its first use, and swept with the next.
/// </summary>
public sealed record InviteSweep : IGuildCommand
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);

    public ValueTask RunOn(GuildTurn turn)
    {
        foreach (var invite in turn.State.Invites.Values.Where(invite => InviteView.HasExpired(invite, turn.Now)).ToArray())
            InviteEvents.Remove(turn, invite);
        return ValueTask.CompletedTask;
    }

    /// <summary>Comes back when an invite ends: one wake-up for each invite, of which a guild has a thousand at most.</summary>
    internal static void Schedule(GuildTurn turn, DateTimeOffset end)
    {
        var delay = end - turn.Now;
        turn.TellSelfAfter(delay < AtLeast ? AtLeast : delay, new InviteSweep());
    }
}
