namespace Guildhall.Community.Guild.Alarms;

/// <summary>Tells a guild that the moment of an alarm has come. Heard twice it does nothing the second time.</summary>
public sealed record RingAlarm(string Kind, ulong Id) : IGuildCommand, IAlsoInPrivate
{
    public async ValueTask RunOn(GuildTurn turn)
    {
        if (!turn.State.Alarms.TryGetValue((Kind, Id), out var dueAt) || dueAt > turn.Now) return;
        turn.ClearAlarm(Kind, Id);
        if (AlarmTable.Find(Kind) is { } kind) await kind.Ring(turn, Id);
    }
}
