using Guildhall.Community.Calls;
using Guildhall.Voice.Crypto;
using Microsoft.Extensions.Logging;

namespace Guildhall.Voice.Media;

/// <summary>
/// Forwards the packets of its rooms on a thread of its own: no locks, no tasks, and nothing allocated for a packet. What it is asked to do
/// comes through a bounded ring between batches; what it has to tell goes through another.
/// </summary>
public sealed partial class MediaWorker : IMediaWorker, IRtcHost, IAsyncDisposable
{
    // Packets of sound wait for nothing else that this process does, such as its collector or a burst of requests.
    private const int Niceness = -10;

    private readonly MediaWorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly IDatagramPort _port;
    private readonly IRtcPath? _rtc;
    private readonly ListenerPump _listener;
    private readonly BoundedRing<WorkerCommand> _commands = new(VoiceLimits.WorkerCommands);
    private readonly ReceiveBatch _batch = new();
    private readonly SendQueue _queue = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread? _thread;
    private int _opened;
    private volatile bool _isStopping;

    /// <summary>Binds the port and starts the thread.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be bound.</exception>
    public MediaWorker(MediaWorkerOptions options, IMediaListener listener, TimeProvider time, ILogger<MediaWorker> log)
        : this(options, listener, time, log, OpenPort(options))
    {
        _thread = new Thread(Run) { IsBackground = true, Name = $"voice {Port}" };
        _thread.Start();
    }

    /// <summary>Without a thread: whoever made it calls <see cref="Turn"/>.</summary>
    internal MediaWorker(MediaWorkerOptions options, IMediaListener listener, TimeProvider time, ILogger log, IDatagramPort port)
    {
        _options = options;
        _time = time;
        _log = log;
        _port = port;
        _listener = new ListenerPump(listener, log);
        _startedAt = time.GetTimestamp();
        _rtc = options.Rtc?.Invoke(this);
    }

    public int Port => _port.Port;

    /// <summary>Completes when the thread has ended, as it should not before it is disposed of.</summary>
    public Task Ended => _ended.Task;

    /// <summary>True once it was asked to end.</summary>
    public bool IsDisposed { get; private set; }

    public WorkerFigures Figures { get; } = new();

    WorkerFigures? IMediaWorker.Figures => Figures;

    public CipherChoice Ciphers => _options.Ciphers;

    public bool Open(PeerSpec peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (Interlocked.Increment(ref _opened) <= VoiceLimits.WorkerPeers && Post(new(WorkerCommandKind.Open, peer.Peer) { Content = peer })) return true;
        Interlocked.Decrement(ref _opened);
        return false;
    }

    public bool Key(PeerId peer, TransportKey key) => Post(new(WorkerCommandKind.Key, peer) { Content = key });

    public bool Change(PeerId peer, RoomRights rights) => Post(new(WorkerCommandKind.Change, peer) { Rights = rights });

    public bool Guard(PeerId peer, E2eeRule rule) => Post(new(WorkerCommandKind.Guard, peer) { Rule = rule });

    public bool Tell(PeerId peer, object order) => Post(new(WorkerCommandKind.Tell, peer) { Content = order });

    public bool Close(PeerId peer) => Post(new(WorkerCommandKind.Close, peer));

    /// <summary>Ends the thread, closes the port and wipes every key.</summary>
    public async ValueTask DisposeAsync()
    {
        IsDisposed = true;
        if (_isStopping) return;
        _isStopping = true;
        if (_thread is null)
        {
            Release();
            return;
        }
        _port.Wake();
        await _ended.Task;
    }

    /// <summary>One look at the socket, and all that follows from it. Waits for at most <paramref name="wait"/>.</summary>
    internal void Turn(TimeSpan wait)
    {
        _port.Receive(_batch, wait);
        Begin();
        var begun = _time.GetTimestamp();
        if (_commands.HasItems)
        {
            // Nothing may be in the queue for somebody who is being closed; and whoever was told of a peer before sending must be known here.
            Flush();
            RunCommands();
        }
        for (var index = 0; index < _batch.Count; index++) Guarded(_batch.Datagram(index), _batch.From(index));
        if (NowMs >= _nextTickMs) Tick();
        if (_queue.Count > 0 && IsTimeToSend()) Flush();
        _busyNs += (long)_time.GetElapsedTime(begun).TotalNanoseconds;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A datagram of {Length} bytes could not be handled")]
    private static partial void NotHandled(ILogger log, Exception error, int length);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The media worker on port {Port} has ended")]
    private static partial void HasEnded(ILogger log, Exception error, int port);

    private static IDatagramPort OpenPort(MediaWorkerOptions options) =>
        LinuxDatagramPort.IsSupported && !options.IsPortable ? new LinuxDatagramPort(options.Bind) : new PortableDatagramPort(options.Bind);

    private bool Post(in WorkerCommand command)
    {
        if (_isStopping || !_commands.TryWrite(command)) return false;
        _port.Wake();
        return true;
    }

    private void Run()
    {
        // Refused to most who are not root, and then things stay as they are.
        if (LinuxDatagramPort.IsSupported) _ = DatagramLibc.SetPriority(0, 0, Niceness);
        try
        {
            while (!_isStopping) Turn(UntilNext());
        }
        catch (Exception error)
        {
            HasEnded(_log, error, Port);
        }
        finally
        {
            _isStopping = true;
            Release();
            _ended.TrySetResult();
        }
    }

    private void Release()
    {
        foreach (var peer in _peers) Forget(peer);
        _peers.Clear();
        _rtc?.Dispose();
        _port.Dispose();
        _batch.Dispose();
        _queue.Dispose();
    }

    private void Guarded(Span<byte> datagram, in PeerAddress from)
    {
        try
        {
            Handle(datagram, from);
        }
        catch (Exception error)
        {
            // One bad datagram is no reason to end everybody's call.
            Figures.Drop(DropReason.Faulty);
            NotHandled(_log, error, datagram.Length);
        }
    }
}
