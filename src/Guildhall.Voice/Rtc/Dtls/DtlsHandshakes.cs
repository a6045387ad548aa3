using System.Threading.Channels;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Forwarding;
using Guildhall.Voice.Rtc.Srtp;

namespace Guildhall.Voice.Rtc.Dtls;

/// <summary>
/// Does handshakes beside the worker: a few readers of bounded queues, one association always with the same reader, so that each has one thread at a time.
/// How many shake hands at once is the number of readers. What comes of a datagram goes back to the worker as a <see cref="DtlsOutcome"/>.
/// </summary>
public sealed class DtlsHandshakes : IAsyncDisposable
{
    private readonly DtlsContext _context;
    private readonly Func<PeerId, object, bool> _tell;
    private readonly Channel<Work>[] _queues;
    private readonly Task[] _readers;

    /// <param name="tell">Where outcomes go: <see cref="IMediaWorker.Tell"/>. A full queue there loses a flight, which is then sent again.</param>
    /// <param name="readers">Handshakes at the same time.</param>
    public DtlsHandshakes(DtlsContext context, Func<PeerId, object, bool> tell, int readers)
    {
        _context = context;
        _tell = tell;
        _queues = [.. Enumerable.Range(0, readers).Select(_ => Channel.CreateBounded<Work>(RtcLimits.WaitingHandshakes))];
        _readers = [.. _queues.Select(queue => Task.Run(() => Read(queue.Reader)))];
    }

    private enum WorkKind
    {
        Receive,
        Tick,
        Close,
    }

    /// <summary>An association for a browser, which begins with the first datagram.</summary>
    public DtlsAssociation Open(PeerId peer, string fingerprint) => new(peer, new DtlsSession(_context, fingerprint));

    /// <summary>A datagram has come. False when too many wait.</summary>
    public bool Receive(DtlsAssociation association, ReadOnlySpan<byte> datagram)
    {
        ArgumentNullException.ThrowIfNull(association);
        return Queue(association).TryWrite(new Work(WorkKind.Receive, association, datagram.ToArray()));
    }

    /// <summary>It may be time to say the last flight again.</summary>
    public void Tick(DtlsAssociation association)
    {
        ArgumentNullException.ThrowIfNull(association);
        Queue(association).TryWrite(new Work(WorkKind.Tick, association, []));
    }

    /// <summary>Frees the association. Nothing may be asked of it any more.</summary>
    public void Close(DtlsAssociation association)
    {
        ArgumentNullException.ThrowIfNull(association);
        association.IsClosing = true;
        // Its memory is the native library's: it must be freed even when the queue is full just now.
        if (!Queue(association).TryWrite(new Work(WorkKind.Close, association, []))) _ = Task.Run(() => Overflow(association));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues) queue.Writer.TryComplete();
        foreach (var reader in _readers) await reader;
    }

    private async Task Overflow(DtlsAssociation association)
    {
        if (await Queue(association).WaitToWriteAsync()) Queue(association).TryWrite(new Work(WorkKind.Close, association, []));
    }

    private ChannelWriter<Work> Queue(DtlsAssociation association) => _queues[(int)(association.Peer.Value % (ulong)_queues.Length)].Writer;

    private async Task Read(ChannelReader<Work> queue)
    {
        await foreach (var work in queue.ReadAllAsync())
        {
            var association = work.Association;
            if (work.Kind == WorkKind.Close)
            {
                association.Session.Dispose();
                continue;
            }

            if (association.IsClosing) continue;
            List<byte[]>? flight = null;
            if (work.Kind == WorkKind.Receive) association.Session.Receive(work.Datagram, bytes => (flight ??= []).Add(bytes.ToArray()));
            else association.Session.Tick(bytes => (flight ??= []).Add(bytes.ToArray()));
            var state = association.Session.State;
            if (flight is null && state == association.Told) continue;
            if (_tell(association.Peer, new DtlsOutcome(association, flight ?? [], state, state == DtlsState.Done ? association.Session.Keys : null))) association.Told = state;
        }
    }

    private sealed record Work(WorkKind Kind, DtlsAssociation Association, byte[] Datagram);
}

/// <summary>A browser's association with us. Only <see cref="DtlsHandshakes"/> touches the session.</summary>
public sealed class DtlsAssociation(PeerId peer, DtlsSession session)
{
    private volatile bool _isClosing;

    public PeerId Peer { get; } = peer;

    internal DtlsSession Session { get; } = session;

    internal DtlsState Told { get; set; }

    internal bool IsClosing
    {
        get => _isClosing;
        set => _isClosing = value;
    }
}

/// <summary>What came of a datagram: a flight to send, and how far the association is.</summary>
public sealed record DtlsOutcome(DtlsAssociation Association, IReadOnlyList<byte[]> Flight, DtlsState State, SrtpKeys? Keys);
