namespace Guildhall.Voice.Allocation;

/// <summary>The workers of this node: those that stand, and those that are lost.</summary>
public sealed class VoiceWorkers(IRoomAllocator allocator)
{
    private readonly Lock _lock = new();
    private volatile VoiceWorker[] _all = [];
    private volatile VoiceWorker[] _alive = [];
    private volatile bool _isClosing;

    /// <summary>True when the process stops: no room gets a worker any more.</summary>
    public bool IsClosing
    {
        get => _isClosing;
        set => _isClosing = value;
    }

    /// <summary>Those that stand.</summary>
    public IReadOnlyList<VoiceWorker> Alive => _alive;

    /// <summary>The worker of this number, whether it stands or not.</summary>
    public VoiceWorker? Find(int number) => number >= 0 && number < _all.Length ? _all[number] : null;

    /// <summary>True while the worker stands.</summary>
    public bool Stands(int number) => Array.Exists(_alive, worker => worker.Number == number);

    /// <summary>Adds a worker, whose number is the next one.</summary>
    public VoiceWorker Add(Func<int, VoiceWorker> make)
    {
        lock (_lock)
        {
            if (_all.Length == VoiceLimits.Workers) throw new InvalidOperationException($"A process has at most {VoiceLimits.Workers} voice workers");
            var worker = make(_all.Length);
            _all = [.. _all, worker];
            _alive = [.. _alive, worker];
            return worker;
        }
    }

    /// <summary>Takes a worker out of the choice. False when it was out already.</summary>
    public bool Lose(int number)
    {
        lock (_lock)
        {
            if (!Stands(number)) return false;
            _alive = [.. _alive.Where(worker => worker.Number != number)];
            return true;
        }
    }

    /// <summary>A worker for a room; null when none has room.</summary>
    public VoiceWorker? Choose(RoomRequest room) => allocator.Choose(room, _alive);
}
