namespace Guildhall.Community.Guild.Alarms;

/// <summary>
/// Something a guild does at a moment that was set before, whatever restarts come between: declared by its feature and listed in
/// <see cref="AlarmTable"/>.
/// </summary>
/// <param name="name">The name in the store; never changed once released.</param>
/// <param name="ring">
/// What happens: runs in a turn of the guild with the alarm's id. The alarm is gone by then, in the same transaction, and may be set again.
/// What it was about may be gone too.
/// </param>
public sealed class AlarmKind(string name, Func<GuildTurn, ulong, ValueTask> ring)
{
    public string Name => name;

    internal ValueTask Ring(GuildTurn turn, ulong id) => ring(turn, id);
}
