using Guildhall.Community.Workers;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Tests.Workers;

/// <summary>A follower that notes what it was given, and fails or returns rows as a test says.</summary>
internal sealed class ScriptedFollower : ILogFollower
{
    private readonly List<long> _seen = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    public string Name => "scripted";

    public LogStart Start { get; init; }

    public TimeSpan Gather => TimeSpan.Zero;

    /// <summary>Failures still to come, one a batch.</summary>
    public int FailuresLeft { get; set; }

    public List<int> BatchSizes { get; } = [];

    public Func<IReadOnlyList<PositionedEntry>, IReadOnlyList<RowChange>> Rows { get; init; } = _ => [];

    /// <summary>Sequence numbers in the order in which they came.</summary>
    public IReadOnlyList<long> Seen
    {
        get
        {
            lock (_seen) return [.. _seen];
        }
    }

    /// <summary>Completes when so many entries have come.</summary>
    public Task SawAll(int count)
    {
        lock (_seen)
        {
            if (_seen.Count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }

    public ValueTask<IReadOnlyList<RowChange>> Follow(IReadOnlyList<PositionedEntry> batch, CancellationToken cancel)
    {
        lock (_seen)
        {
            if (FailuresLeft-- > 0) throw new InvalidOperationException("The script says so.");
            BatchSizes.Add(batch.Count);
            _seen.AddRange(batch.Select(entry => entry.Entry.Sequence));
            foreach (var (count, reached) in _waiting)
            {
                if (_seen.Count >= count) reached.TrySetResult();
            }
        }

        return ValueTask.FromResult(Rows(batch));
    }
}
