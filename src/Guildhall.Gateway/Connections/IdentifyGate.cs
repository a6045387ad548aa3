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

    /// <summary>IDENTIFYs that wait at most; further ones are turned away at once.</summary>
    public const int WaitingMost = 100_000;

    /// <summary>How long one waits: well within the time that a socket may take to identify.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Queue<Waiter> _waiting = new();
    private int _inside;
    private int _resumes;
    private long _refused;

    /// <summary>IDENTIFYs that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>IDENTIFYs turned away since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>True when the IDENTIFY may be decided now; then <see cref="Left"/> has to follow. False turns it away.</summary>
    public ValueTask<bool> Enter()
    {
        load?.Stir();
        lock (_gate)
        {
            if (_waiting.Count == 0 && HasRoom)
            {
                _inside++;
                return new ValueTask<bool>(true);
            }

            if (_waiting.Count >= WaitingMost)
            {
                Interlocked.Increment(ref _refused);
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

    /// <summary>Once a second: sends away who has waited too long, and looks whether more may go in.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var first) && time.GetElapsedTime(first.Since) >= Patience)
            {
                _waiting.Dequeue();
                Interlocked.Increment(ref _refused);
                first.SetResult(false);
            }

            LetIn();
            if (_waiting.Count > 0) load?.Stir();
        }
    }

    private bool HasRoom => _inside < (load is { IsPressed: true } || Volatile.Read(ref _resumes) > ManyResumes ? AtOnceWhenLate : AtOnce);

    private void LetIn()
    {
        while (HasRoom && _waiting.TryDequeue(out var waiter))
        {
            _inside++;
            waiter.SetResult(true);
        }
    }

    private sealed class Waiter(long since) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since => since;
    }
}
