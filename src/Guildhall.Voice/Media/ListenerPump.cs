using Microsoft.Extensions.Logging;

namespace Guildhall.Voice.Media;

/// <summary>Carries events from a worker's thread to its listener: the worker writes into a ring and goes on, a thread of the pool reads it, in order.</summary>
internal sealed partial class ListenerPump(IMediaListener listener, ILogger log) : IThreadPoolWorkItem
{
    private readonly BoundedRing<WorkerEvent> _ring = new(VoiceLimits.WorkerEvents);
    private int _isScheduled;

    /// <summary>False when the ring is full; the worker then counts the event as lost, or tells it later.</summary>
    public bool TryTell(in WorkerEvent told)
    {
        if (!_ring.TryWrite(told)) return false;
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    public void Execute()
    {
        do
        {
            while (_ring.TryRead(out var next)) Deliver(next);
            Interlocked.Exchange(ref _isScheduled, 0);
        }
        while (_ring.HasItems && Interlocked.Exchange(ref _isScheduled, 1) == 0);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A media event of peer {Peer} was not taken")]
    private static partial void NotTaken(ILogger log, Exception error, ulong peer);

    private void Deliver(in WorkerEvent told)
    {
        try
        {
            switch (told.Kind)
            {
                case WorkerEventKind.Reached:
                    listener.Reached(told.Peer, told.Address.ToEndPoint());
                    break;
                case WorkerEventKind.Spoke:
                    listener.Spoke(told.Peer, told.IsSpeaking);
                    break;
                case WorkerEventKind.Lost:
                    listener.Lost(told.Peer);
                    break;
                case WorkerEventKind.Spent:
                    listener.Spent(told.Peer);
                    break;
                case WorkerEventKind.Measured:
                    listener.Measured(told.Peer, told.Quality);
                    break;
                default:
                    listener.Slotted(told.Peer, told.Slots ?? []);
                    break;
            }
        }
        catch (Exception error)
        {
            NotTaken(log, error, told.Peer.Value);
        }
    }
}
