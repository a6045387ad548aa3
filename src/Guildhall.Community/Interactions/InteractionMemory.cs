using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>
/// The interactions of a guild whose tokens are good, and the messages that only one user sees. Nothing of it is stored. What it forgets, or
/// a restart, costs little: tokens still open the answers that are messages of the channel.
/// </summary>
internal sealed class InteractionMemory
{
    /// <summary>Interactions remembered at a time; the oldest answered one makes room, and when there is none a new one is refused.</summary>
    public const int Capacity = 16_384;

    /// <summary>Ephemeral messages at a time; the oldest makes room.</summary>
    public const int Ephemerals = 16_384;

    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(Limits.InteractionAnswerSeconds);

    // A sweep that comes a moment late finds several at once.
    private static readonly TimeSpan SweepAtLeastAfter = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<InteractionId, PendingInteraction> _pending = [];
    private readonly Queue<PendingInteraction> _oldestFirst = new();
    private readonly Queue<PendingInteraction> _waiting = new();
    private readonly Dictionary<MessageId, EphemeralMessage> _ephemerals = [];
    private readonly Queue<MessageId> _oldestEphemerals = new();
    private DateTimeOffset _sweepAt = DateTimeOffset.MaxValue;

    /// <summary>True when nothing is remembered. Also asked by others than the actor.</summary>
    public bool IsEmpty => _pending.Count == 0 && _ephemerals.Count == 0;

    /// <summary>An interaction whose token is good; null when it is unknown or over.</summary>
    public PendingInteraction? Find(InteractionId id, DateTimeOffset now) =>
        _pending.TryGetValue(id, out var found) && now < found.GoodUntil ? found : null;

    /// <summary>Remembers an interaction that waits for its answer; false when too many do.</summary>
    public bool TryAdd(GuildTurn turn, PendingInteraction pending)
    {
        Forget(turn.Now);
        if (_oldestFirst.Count >= Capacity)
        {
            if (!_oldestFirst.Peek().IsAnswered) return false;
            _pending.Remove(_oldestFirst.Dequeue().Id);
        }

        _pending[pending.Id] = pending;
        _oldestFirst.Enqueue(pending);
        _waiting.Enqueue(pending);
        SweepBy(turn, pending.AnswerUntil);
        return true;
    }

    /// <summary>A message that a user alone sees; null when there is none.</summary>
    public EphemeralMessage? Ephemeral(MessageId id, DateTimeOffset now) =>
        _ephemerals.TryGetValue(id, out var found) && now < found.Until ? found : null;

    public void Put(GuildTurn turn, StoredMessage message, UserId user, DateTimeOffset until)
    {
        if (_ephemerals.TryGetValue(message.Id, out var known))
        {
            known.Message = message;
            if (until > known.Until) known.Until = until;
            return;
        }

        while (_oldestEphemerals.Count >= Ephemerals) _ephemerals.Remove(_oldestEphemerals.Dequeue());
        _ephemerals[message.Id] = new EphemeralMessage(message, user, until);
        _oldestEphemerals.Enqueue(message.Id);
        SweepBy(turn, until);
    }

    public void RemoveEphemeral(MessageId id) => _ephemerals.Remove(id);

    /// <summary>The interactions that have waited too long, taken out of those that wait; and sees to the next sweep.</summary>
    public IReadOnlyList<PendingInteraction> Sweep(GuildTurn turn)
    {
        _sweepAt = DateTimeOffset.MaxValue;
        List<PendingInteraction> late = [];
        while (_waiting.TryPeek(out var first) && (first.IsAnswered || first.AnswerUntil <= turn.Now))
        {
            _waiting.Dequeue();
            if (first.IsAnswered) continue;
            first.IsAnswered = true;
            _pending.Remove(first.Id);
            late.Add(first);
        }

        Forget(turn.Now);
        if (_waiting.TryPeek(out var next)) SweepBy(turn, next.AnswerUntil);
        else if (_oldestFirst.TryPeek(out var oldest)) SweepBy(turn, oldest.GoodUntil);
        else if (_oldestEphemerals.TryPeek(out var ephemeral) && _ephemerals.TryGetValue(ephemeral, out var shown)) SweepBy(turn, shown.Until);
        return late;
    }

    /// <summary>Forgets an interaction that never reached its application.</summary>
    public PendingInteraction? Withdraw(InteractionId id)
    {
        if (!_pending.TryGetValue(id, out var found) || found.IsAnswered) return null;
        _pending.Remove(id);
        found.IsAnswered = true;
        return found;
    }

    // One timer for all: an earlier one is set only when this deadline is before it.
    private void SweepBy(GuildTurn turn, DateTimeOffset due)
    {
        if (due >= _sweepAt) return;
        _sweepAt = due;
        var wait = due - turn.Now;
        turn.TellSelfAfter(wait > SweepAtLeastAfter ? wait : SweepAtLeastAfter, new SweepInteractions());
    }

    private void Forget(DateTimeOffset now)
    {
        while (_oldestFirst.TryPeek(out var oldest) && oldest.GoodUntil <= now) _pending.Remove(_oldestFirst.Dequeue().Id);
        while (_waiting.TryPeek(out var first) && first.IsAnswered) _waiting.Dequeue();
        while (_oldestEphemerals.TryPeek(out var id))
        {
            if (_ephemerals.TryGetValue(id, out var shown) && shown.Until > now) return;
            _ephemerals.Remove(_oldestEphemerals.Dequeue());
        }
    }
}

/// <summary>Interactions that nobody answered in time have failed: their users are told.</summary>
public sealed record SweepInteractions : IGuildCommand, IAlsoInPrivate
{
    public ValueTask RunOn(GuildTurn turn)
    {
        foreach (var late in turn.Interactions.Sweep(turn)) InteractionEvents.Failed(turn, late, InteractionEvents.TimedOut);
        return ValueTask.CompletedTask;
    }
}
