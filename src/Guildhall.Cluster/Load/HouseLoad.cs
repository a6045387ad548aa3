namespace Guildhall.Cluster.Load;

/// <summary>
/// How far behind this node is: measured while there is work, by the queues that work waits in. Those who let work in, or may
/// leave something out, look here. Measures nothing, and so costs nothing, while nobody asks anything.
/// </summary>
public sealed class HouseLoad : IDisposable
{
    /// <summary>Between two measurements.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    // After this many measurements without work it rests.
    private const int IdleIntervals = 10;

    private static readonly TimeSpan PoolTarget = TimeSpan.FromMilliseconds(25);
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private QueueDelay[] _queues = [];
    private double _pressure;
    private int _isStirred;
    private int _isAwake;
    private int _idle;

    /// <param name="time">The clock.</param>
    /// <param name="isOn">False measures nothing: nobody is ever turned away.</param>
    /// <param name="watchesPool">Measures how late the thread pool is, which is how late the processors are.</param>
    public HouseLoad(TimeProvider time, bool isOn, bool watchesPool = true)
    {
        (_time, IsOn) = (time, isOn);
        _timer = time.CreateTimer(_ => Measure(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (watchesPool) Watch("thread pool", PoolTarget, static arrived => ThreadPool.UnsafeQueueUserWorkItem(static state => ((Action)state!)(), arrived));
    }

    public bool IsOn { get; }

    /// <summary>The worst queue's standing delay, in its targets: above 1 the node is past its capacity.</summary>
    public double Pressure => Volatile.Read(ref _pressure);

    /// <summary>True while what can be left out is left out.</summary>
    public bool IsPressed => Pressure > 1;

    /// <summary>The queues, for metrics.</summary>
    public IReadOnlyList<QueueDelay> Queues => Volatile.Read(ref _queues);

    /// <summary>After each measurement.</summary>
    public event Action? Measured;

    /// <summary>Adds a queue.</summary>
    /// <param name="name">As metrics name it.</param>
    /// <param name="target">The delay that may stand.</param>
    /// <param name="send">Puts something into the queue and has it call back when its turn has come.</param>
    public void Watch(string name, TimeSpan target, Action<Action> send)
    {
        lock (_gate) Volatile.Write(ref _queues, [.. _queues, new QueueDelay(name, target, _time, send)]);
    }

    /// <summary>Work has come: measures go on, or begin.</summary>
    public void Stir()
    {
        if (!IsOn) return;
        if (Volatile.Read(ref _isStirred) == 0) Volatile.Write(ref _isStirred, 1);
        if (Volatile.Read(ref _isAwake) == 0 && Interlocked.Exchange(ref _isAwake, 1) == 0) _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Measure()
    {
        _idle = Interlocked.Exchange(ref _isStirred, 0) != 0 ? 0 : _idle + 1;
        if (_idle > IdleIntervals)
        {
            foreach (var queue in Queues) queue.Rest();
            Volatile.Write(ref _pressure, 0);
            Volatile.Write(ref _isAwake, 0);
            Measured?.Invoke();
            if (Volatile.Read(ref _isStirred) != 0) Stir();
            return;
        }

        var pressure = 0.0;
        foreach (var queue in Queues)
        {
            queue.Probe();
            pressure = Math.Max(pressure, queue.Standing / queue.Target);
        }

        Volatile.Write(ref _pressure, pressure);
        Measured?.Invoke();
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }
}
