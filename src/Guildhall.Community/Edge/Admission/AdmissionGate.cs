using Guildhall.Cluster.Load;

namespace Guildhall.Community.Edge.Admission;

/// <summary>
/// How many requests are served at a time: as many as the queues behind keep up with. While they do, it widens as far as it is
/// needed; while a delay stands, it narrows. Who finds it full waits a moment, those who change something before those who ask,
/// and is turned away when that was not enough: before any work was done for it, so that work goes into what is answered.
/// </summary>
internal sealed class AdmissionGate : IDisposable
{
    /// <summary>Requests served at a time, however late everything is: fewer would make commits dearer and nothing quicker.</summary>
    public const int Least = 32;

    /// <summary>Requests served at a time at most.</summary>
    public const int Most = 1_024;

    /// <summary>Requests that may wait.</summary>
    public const int WaitingMost = 8_192;

    /// <summary>How long one waits before it is turned away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a request counts as being served.</summary>
    public static readonly TimeSpan CountedFor = TimeSpan.FromSeconds(2);

    private const int Start = 256;
    private const double Narrower = 0.8;

    // Of so many places that become free when both wait, one goes to those who ask.
    private const int TurnOfQuestions = 4;

    // The gate narrows again only when the queues have had time to answer to the last time.
    private const int MeasurementsBetween = QueueDelay.Samples;
    private readonly HouseLoad _load;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<Waiter> _changes = new();
    private readonly Queue<Waiter> _questions = new();
    private readonly Queue<Admission> _admitted = new();
    private int _limit = Start;
    private int _inside;
    private int _mostInside;
    private int _turn;
    private int _sinceNarrowed;
    private long _refused;

    public AdmissionGate(HouseLoad load, TimeProvider time)
    {
        (_load, _time) = (load, time);
        load.Measured += Adjust;
    }

    /// <summary>Requests served at a time for now.</summary>
    public int Limit => Volatile.Read(ref _limit);

    /// <summary>Requests being served.</summary>
    public int Inside => Volatile.Read(ref _inside);

    /// <summary>Requests that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _changes.Count + _questions.Count;
        }
    }

    /// <summary>Requests turned away since the start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Lets a request in, at once or after a wait; null turns it away.</summary>
    public ValueTask<Admission?> Enter(RequestClass kind)
    {
        _load.Stir();
        lock (_gate)
        {
            if (_inside < _limit && _changes.Count == 0 && _questions.Count == 0) return new ValueTask<Admission?>(Admit());
            if (_changes.Count + _questions.Count >= WaitingMost)
            {
                Interlocked.Increment(ref _refused);
                return default;
            }

            var waiter = new Waiter(_time.GetTimestamp());
            (kind == RequestClass.Change ? _changes : _questions).Enqueue(waiter);
            return new ValueTask<Admission?>(waiter.Task);
        }
    }

    public void Dispose() => _load.Measured -= Adjust;

    internal void Left()
    {
        lock (_gate)
        {
            _inside--;
            LetIn();
        }
    }

    private Admission Admit()
    {
        _inside++;
        _mostInside = Math.Max(_mostInside, _inside);
        var admission = new Admission(this, _time.GetTimestamp());
        _admitted.Enqueue(admission);
        // The oldest are seldom the last to end, so this stays about as long as what is inside.
        while (_admitted.TryPeek(out var oldest) && oldest.IsOver) _admitted.Dequeue();
        return admission;
    }

    private void LetIn()
    {
        while (_inside < _limit && Next() is { } waiter)
        {
            var admission = Admit();
            waiter.SetResult(admission);
        }
    }

    private Waiter? Next()
    {
        var questionsFirst = _changes.Count == 0 || ++_turn % TurnOfQuestions == 0;
        return (questionsFirst && _questions.TryDequeue(out var waiter)) || _changes.TryDequeue(out waiter) ? waiter : null;
    }

    /// <summary>After each measurement.</summary>
    private void Adjust()
    {
        lock (_gate)
        {
            TakeBack();
            if (_load.IsPressed && ++_sinceNarrowed >= MeasurementsBetween)
            {
                _limit = Math.Max(Least, (int)(_limit * Narrower));
                _sinceNarrowed = 0;
            }
            else if (!_load.IsPressed && _mostInside >= _limit)
            {
                _limit = Math.Min(Most, _limit + Math.Max(4, _limit / 16));
            }

            _mostInside = _inside;
            SendAway(_changes);
            SendAway(_questions);
            LetIn();
            if (_inside > 0) _load.Stir();
        }
    }

    private void TakeBack()
    {
        while (_admitted.TryPeek(out var oldest) && (oldest.IsOver || _time.GetElapsedTime(oldest.Since) >= CountedFor))
        {
            _admitted.Dequeue();
            if (oldest.TryEnd()) _inside--;
        }
    }

    private void SendAway(Queue<Waiter> waiting)
    {
        while (waiting.TryPeek(out var first) && _time.GetElapsedTime(first.Since) >= Patience)
        {
            waiting.Dequeue();
            Interlocked.Increment(ref _refused);
            first.SetResult(null);
        }
    }

    private sealed class Waiter(long since) : TaskCompletionSource<Admission?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since => since;
    }
}
