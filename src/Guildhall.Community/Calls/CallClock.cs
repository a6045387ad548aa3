using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Calls;

/// <summary>Ends the ringing of calls that nobody takes, and calls in which nobody is, such as those that a crash has left.</summary>
internal static class CallClock
{
    /// <summary>How often a call is looked at while somebody is in it.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(10);

    public static readonly AlarmKind Alarm = new("call", Look);

    private static ValueTask Look(GuildTurn turn, ulong id)
    {
        if (!turn.State.IsPrivate || PrivateCalls.Of(turn.State) is not { } call) return ValueTask.CompletedTask;
        if (turn.State.Voice.IsEmpty)
        {
            PrivateCalls.End(turn, call);
            return ValueTask.CompletedTask;
        }

        PrivateCalls.StopRinging(turn, call.Ringing);
        turn.SetAlarm(Alarm, id, turn.Now + Round);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Who was in a call, or when it ended, is something else now: its message says so.</summary>
public sealed record CallMessageChanged(MessageId Message, MessageCall Call) : IGuildCommand, IAlsoInPrivate
{
    public async ValueTask RunOn(GuildTurn turn)
    {
        var channel = turn.State.Channels[PrivateChannels.PrivateHouse.IdOf(turn.State)];
        // Somebody may have deleted it; and what is told of a call comes in order.
        if (await turn.Logs.Find(turn, channel.Id, Message) is not { Extra.Call: { EndedAt: null } } before) return;
        var after = before with { Extra = before.Extra! with { Call = Call } };
        turn.Put(after);
        turn.Log("MESSAGE_UPDATE", LogFacts.Message(channel.Id, Message));
        await MessageEvents.Updated(turn, channel, after);
    }
}
