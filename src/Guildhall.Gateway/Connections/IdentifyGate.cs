using System.Diagnostics.Metrics;
using Guildhall.Cluster.Load;

namespace Guildhall.Gateway.Connections;

/// <summary>
/// Smooths storms of IDENTIFY. Each costs a READY and a welcome from every guild, so only some are decided at a time: few while the
/// node is late or many are resuming, who have more to lose and cost next to nothing. The others wait in line, each with
/// nothing but its socket; who has waited too long gets INVALID_SESSION, which has clients come back after a while of their own choosing.
/// </summary>
internal sealed class IdentifyGate(HouseLoad? load, TimeProvider time)
{
    /// <summary>IDENTIFYs decided at a time.</summary>
    public const int AtOnce = 64;

    /// <summary>IDENTIFYs decided at a time while others come first.</summary>
    public const int AtOnceWhenLate = 16;

    /// <summary>RESUMEs under way from which they come first.</summary>
    public const int ManyResumes = 32;

    /// <summary>RESUMEs that loops have decided by themselves since the tick before the last one, from which they come first: some 5 % of a core.</summary>
    public const int ManyQuickResumes = 500;

    /// <summary>IDENTIFYs that wait at most; further ones are turned away at once.</summary>
    public const int WaitingMost = 100_000;

    /// <summary>How long one waits: well within the time that a socket may take to identify.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Queue<Waiter> _waiting = new();
    private int _inside;
    private int _resumes;
    private long _quickResumes;
    private long _quickAtTick;
    private long _quickBefore;
    private long _admitted;
    private long _refusedFull;
    private long _refusedLate;

    /// <summary>IDENTIFYs that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>IDENTIFYs let in since the start.</summary>
    public long Admitted => Interlocked.Read(ref _admitted);

    /// <summary>IDENTIFYs turned away since the start because too many were waiting.</summary>
    public long RefusedFull => Interlocked.Read(ref _refusedFull);

    /// <summary>IDENTIFYs turned away since the start because they had waited too long.</summary>
    public long RefusedLate => Interlocked.Read(ref _refusedLate);

    /// <summary>RESUMEs that loops have decided by themselves since the start.</summary>
    public long QuickResumes => Interlocked.Read(ref _quickResumes);

    /// <summary>Where the seconds are recorded that each one waited before it was let in.</summary>
    public Histogram<double>? Waits { get; set; }

    /// <summary>True when the IDENTIFY may be decided now; then <see cref="Left"/> has to follow. False turns it away.</summary>
    public ValueTask<bool> Enter()
    {
        load?.Stir();
        lock (_gate)
        {
            if (_waiting.Count == 0 && HasRoom)
            {
                Admit(TimeSpan.Zero);
                return new ValueTask<bool>(true);
            }

            if (_waiting.Count >= WaitingMost)
            {
                Interlocked.Increment(ref _refusedFull);
                return new ValueTask<bool>(false);
            }

            var waiter = new Waiter(time.GetTimestamp());
            _waiting.Enqueue(waiter);
            return new ValueTask<bool>(waiter.Task);
        }
    }

    /// <summary>An IDENTIFY has been decided.</summary>
    public void Left()
    {
        lock (_gate)
        {
            _inside--;
            LetIn();
        }
    }

    /// <summary>A RESUME begins; <see cref="Resumed"/> has to follow.</summary>
    public void Resuming()
    {
        load?.Stir();
        Interlocked.Increment(ref _resumes);
    }

    public void Resumed() => Interlocked.Decrement(ref _resumes);

    /// <summary>A loop has decided a RESUME by itself. Costs it nothing but a count.</summary>
    public void ResumedQuickly()
    {
        load?.Stir();
        Interlocked.Increment(ref _quickResumes);
    }

    /// <summary>Once a second: sends away who has waited too long, and looks whether more may go in.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            (_quickBefore, _quickAtTick) = (_quickAtTick, QuickResumes);
            while (_waiting.TryPeek(out var first) && time.GetElapsedTime(first.Since) >= Patience)
            {
                _waiting.Dequeue();
                Interlocked.Increment(ref _refusedLate);
                first.SetResult(false);
            }

            LetIn();
            if (_waiting.Count > 0) load?.Stir();
        }
    }

    private bool HasRoom => _inside < (load is { IsPressed: true } || OthersResume ? AtOnceWhenLate : AtOnce);

    // One that a loop decides is never under way when somebody looks, so those count by how many there were lately.
    private bool OthersResume => Volatile.Read(ref _resumes) > ManyResumes || QuickResumes - _quickBefore > ManyQuickResumes;

    private void LetIn()
    {
        while (HasRoom && _waiting.TryDequeue(out var waiter))
        {
            Admit(time.GetElapsedTime(waiter.Since));
            waiter.SetResult(true);
        }
    }

    private void Admit(TimeSpan waited)
    {
        _inside++;
        Interlocked.Increment(ref _admitted);
        Waits?.Record(waited.TotalSeconds);
    }

    private sealed class Waiter(long since) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since => since;
    }
}
