using System.Collections.Concurrent;
using Guildhall.Community.Calls;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Signalling;

/// <summary>A worker that forwards nothing and keeps what it was told.</summary>
internal sealed class FakeWorker(int port = 50_000) : IMediaWorker
{
    private readonly ConcurrentQueue<object> _told = new();

    public int Port => port;

    public WorkerLoad Load { get; set; }

    public bool IsFull { get; set; }

    public IReadOnlyList<object> Told => [.. _told];

    public PeerSpec? OpenedFor(string user) => Told.OfType<PeerSpec>().LastOrDefault(spec => spec.User.ToString() == user);

    public bool Open(PeerSpec peer) => Keep(peer);

    public bool Key(PeerId peer, TransportKey key) => Keep((peer, key));

    public bool Change(PeerId peer, RoomRights rights) => Keep((peer, rights));

    public bool Guard(PeerId peer, E2eeRule rule) => Keep((peer, rule));

    public bool Tell(PeerId peer, object order) => Keep((peer, order));

    public bool Close(PeerId peer) => Keep(peer);

    private bool Keep(object what)
    {
        if (IsFull) return false;
        _told.Enqueue(what);
        return true;
    }
}
