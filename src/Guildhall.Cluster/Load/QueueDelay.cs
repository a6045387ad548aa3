namespace Guildhall.Cluster.Load;

/// <summary>
/// How long things wait in one queue, found by sending one through it now and then. What counts is the delay that stands: the
/// least of the latest probes, since a queue that was empty for a moment has no trouble keeping up, however long a burst made it.
/// </summary>
public sealed class QueueDelay
{
    /// <summary>Probes that are looked back at.</summary>
    public const int Samples = 4;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<Action> _send;
    private readonly TimeSpan[] _samples = new TimeSpan[Samples];
    private int _next;
    private long _sentAt;
    private bool _isUnderWay;

    internal QueueDelay(string name, TimeSpan target, TimeProvider time, Action<Action> send) => (Name, Target, _time, _send) = (name, target, time, send);

    /// <summary>The queue as metrics name it.</summary>
    public string Name { get; }

    /// <summary>The delay that may stand without anybody having to do without.</summary>
    public TimeSpan Target { get; }

    /// <summary>The delay that stands.</summary>
    public TimeSpan Standing
    {
        get
        {
            lock (_gate) return _samples.Min();
        }
    }

    /// <summary>Sends a probe, or notes how long the one under way has been waiting already.</summary>
    internal void Probe()
    {
        lock (_gate)
        {
            if (_isUnderWay)
            {
                Note(_time.GetElapsedTime(_sentAt));
                return;
            }

            _isUnderWay = true;
            _sentAt = _time.GetTimestamp();
        }

        _send(Arrived);
    }

    /// <summary>Forgets: nobody has asked anything for a while.</summary>
    internal void Rest()
    {
        lock (_gate) Array.Clear(_samples);
    }

    private void Arrived()
    {
        lock (_gate)
        {
            if (!_isUnderWay) return;
            _isUnderWay = false;
            Note(_time.GetElapsedTime(_sentAt));
        }
    }

    private void Note(TimeSpan delay)
    {
        _samples[_next] = delay;
        _next = (_next + 1) % Samples;
    }
}
