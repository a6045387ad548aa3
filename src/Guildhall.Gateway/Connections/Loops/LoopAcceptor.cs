using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// A thread that accepts connections and looks at what each says first, without taking it: a whole upgrade to the gateway goes
/// to a loop, everything else to HTTP. Runs while there are listeners.
/// </summary>
internal sealed unsafe class LoopAcceptor(
    GatewayService gateway, IOptions<SocketTransportOptions> transport, ILoggerFactory logs) : IDisposable
{
    private const int AcceptsPerLook = 64;
    private readonly SocketConnectionContextFactory _connections = new(
        new SocketConnectionFactoryOptions
        {
            IOQueueCount = transport.Value.IOQueueCount,
            MaxReadBufferSize = transport.Value.MaxReadBufferSize,
            MaxWriteBufferSize = transport.Value.MaxWriteBufferSize,
            UnsafePreferInlineScheduling = transport.Value.UnsafePreferInlineScheduling,
            WaitForDataBeforeAllocatingBuffer = transport.Value.WaitForDataBeforeAllocatingBuffer,
        },
        logs.CreateLogger<SocketConnectionContextFactory>());
    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly Dictionary<ulong, LoopListener> _listeners = [];
    private readonly Dictionary<ulong, Unseen> _unseen = [];
    private readonly Queue<ulong> _byAge = new();
    private readonly DescriptorOutbox _outbox = new();
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(GatewayLimits.UpgradeRequestBytes, pinned: true);
    private readonly Lock _starting = new();
    private readonly long _startedAt = gateway.Time.GetTimestamp();
    private Epoll? _epoll;
    private ITimer? _ticker;
    private ulong _lastKey;
    private int _unseenCount;
    private bool _isResting;
    private bool _isFull;
    private bool _isEnding;

    /// <summary>Connections that have not shown their first request; for tests.</summary>
    public int UnseenConnections => Volatile.Read(ref _unseenCount);

    /// <summary>Begins to accept what a listener's socket has.</summary>
    public void Add(LoopListener listener)
    {
        lock (_starting)
        {
            if (_epoll is null)
            {
                _epoll = new Epoll();
                new Thread(Run) { IsBackground = true, Name = "gateway acceptor" }.Start();
                var tick = TimeSpan.FromSeconds(1);
                _ticker = gateway.Time.CreateTimer(static acceptor => ((LoopAcceptor)acceptor!).Ask(((LoopAcceptor)acceptor).OnTick), this, tick, tick);
            }
        }

        Ask(() =>
        {
            _listeners[++_lastKey] = listener;
            _epoll.Add(listener.Descriptor, Epoll.Readable, _lastKey);
        });
    }

    /// <summary>Completes when nothing more is accepted from a listener; connections that have said nothing are dropped.</summary>
    public Task Remove(LoopListener listener)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Ask(() =>
        {
            foreach (var (key, _) in _listeners.Where(entry => entry.Value == listener).ToList())
            {
                _epoll!.Remove(listener.Descriptor);
                _listeners.Remove(key);
            }

            foreach (var (key, _) in _unseen.Where(entry => entry.Value.Listener == listener).ToList()) Drop(key);
            done.SetResult();
        });
        return done.Task;
    }

    /// <summary>A connection for Kestrel; null when it is over already.</summary>
    public ConnectionContext? TryWrap(int descriptor)
    {
        var handle = new SafeSocketHandle(descriptor, ownsHandle: true);
        try
        {
            return _connections.Create(new Socket(handle));
        }
        catch (SocketException)
        {
            handle.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        _ticker?.Dispose();
        if (_epoll is not null) Ask(() => _isEnding = true);
        _connections.Dispose();
    }

    private void Ask(Action what)
    {
        _asked.Enqueue(what);
        _epoll!.Wake();
    }

    private void Run()
    {
        while (!_isEnding)
        {
            _outbox.Retry();
            var found = _epoll!.Wait(_outbox.IsEmpty ? -1 : DescriptorOutbox.RetryMs);
            for (var i = 0; i < found; i++)
            {
                var (key, what) = _epoll[i];
                try
                {
                    if (_unseen.TryGetValue(key, out var connection)) Look(key, connection, (what & (Epoll.PeerDone | Epoll.HungUp | Epoll.Failed)) != 0);
                    else if (_listeners.TryGetValue(key, out var listener)) Accept(listener);
                }
                catch (Exception fault)
                {
                    gateway.Log.AcceptorFault(fault);
                    Drop(key);
                }
            }

            while (_asked.TryDequeue(out var what)) what();
        }

        foreach (var key in _unseen.Keys.ToList()) Drop(key);
        _outbox.Clear();
        _epoll!.Dispose();
    }

    private void Accept(LoopListener listener)
    {
        for (var accepts = 0; accepts < AcceptsPerLook && !_isResting && HasRoom(); accepts++)
        {
            var descriptor = Libc.Accept(listener.Descriptor, 0, 0, Libc.NonBlocking);
            if (descriptor >= 0)
            {
                OnAccepted(listener, descriptor);
                continue;
            }

            var reason = Marshal.GetLastPInvokeError();
            if (reason == Libc.TryAgain) return;

            // Any other reason is about the one connection, which is gone.
            if (reason is Libc.TooManyFiles or Libc.TooManyFilesInSystem or Libc.OutOfMemory or Libc.OutOfBuffers) Rest(reason);
        }
    }

    private void OnAccepted(LoopListener listener, int descriptor)
    {
        // Where many wait to be accepted most have spoken already.
        var sight = See(descriptor, isOver: false, out var first);
        if (sight == Sight.Clear)
        {
            HandOn(descriptor, listener, first);
            return;
        }

        var key = ++_lastKey;
        var connection = new Unseen(descriptor, listener, NowMs);
        if (sight == Sight.Lost || !_epoll!.Add(descriptor, Epoll.Readable | Epoll.PeerDone | Epoll.Edge, key))
        {
            Libc.Reset(descriptor);
            return;
        }

        _unseen[key] = connection;
        _byAge.Enqueue(key);
        Volatile.Write(ref _unseenCount, _unseen.Count);
    }

    // In a storm thousands connect before the first of them speaks. The rest wait in the kernel, and nobody who is about to speak is
    // hung up on; only those who have had their moment make room.
    private bool HasRoom()
    {
        if (_unseen.Count >= gateway.Options.UnseenConnections) DropOlderThan(GatewayLimits.UnseenPatience);
        if (_unseen.Count < gateway.Options.UnseenConnections) return true;
        _isFull = true;
        Listen(false);
        return false;
    }

    private void Look(ulong key, Unseen connection, bool isOver)
    {
        var sight = See(connection.Descriptor, isOver, out var first);
        if (sight == Sight.Lost) Drop(key);
        if (sight != Sight.Clear) return;
        Forget(key, connection);
        HandOn(connection.Descriptor, connection.Listener, first);
    }

    /// <summary>Looks at what a connection has said so far, without taking it.</summary>
    private Sight See(int descriptor, bool isOver, out FirstRequest first)
    {
        first = default;
        nint length;
        fixed (byte* bytes = _bytes) length = Libc.Receive(descriptor, bytes, GatewayLimits.UpgradeRequestBytes, Libc.Peek);
        if (length < 0) return Marshal.GetLastPInvokeError() is Libc.TryAgain or Libc.Interrupted ? Sight.Unclear : Sight.Lost;
        if (length == 0) return Sight.Lost;
        var verdict = UpgradeParser.Examine(_bytes.AsSpan(0, (int)length), isSecure: false, out var upgrade, out var consumed);
        first = new FirstRequest(verdict, upgrade, consumed);
        return verdict == UpgradeVerdict.Unclear && !isOver ? Sight.Unclear : Sight.Clear;
    }

    // Refusals are HTTP's business as well: it sees the same bytes.
    private void HandOn(int descriptor, LoopListener listener, in FirstRequest first)
    {
        if (first.Verdict != UpgradeVerdict.Ours || gateway.IsDraining || !TryTake(descriptor, first.Bytes)) listener.Leave(descriptor);
        else gateway.Welcome(descriptor, first.Upgrade!, _outbox);
    }

    // The bytes are there: they have just been looked at.
    private bool TryTake(int descriptor, int length)
    {
        fixed (byte* bytes = _bytes) return Libc.Receive(descriptor, bytes, (nuint)length, 0) == length;
    }

    private void Forget(ulong key, Unseen connection)
    {
        _epoll!.Remove(connection.Descriptor);
        _unseen.Remove(key);
        Volatile.Write(ref _unseenCount, _unseen.Count);
        // Not for each one: asking the kernel costs as much as accepting.
        if (_isFull && _unseen.Count <= gateway.Options.UnseenConnections * 7 / 8) Resume();
    }

    private void Drop(ulong key)
    {
        if (!_unseen.TryGetValue(key, out var connection)) return;
        Forget(key, connection);
        Libc.Reset(connection.Descriptor);
    }

    private void OnTick()
    {
        DropOlderThan(gateway.Options.RequestTimeout);
        if (_isFull) DropOlderThan(GatewayLimits.UnseenPatience);
        if (_isResting || _isFull) Resume();
    }

    private void DropOlderThan(TimeSpan age)
    {
        var before = NowMs - (long)age.TotalMilliseconds;
        while (_byAge.TryPeek(out var oldest))
        {
            if (_unseen.TryGetValue(oldest, out var connection) && connection.SinceMs > before) break;
            _byAge.Dequeue();
            Drop(oldest);
        }
    }

    // Out of descriptors or memory: what silent connections hold may be what is lacking.
    private void Rest(int reason)
    {
        gateway.Log.CannotAccept(reason);
        DropOlderThan(GatewayLimits.UnseenPatience);
        _isResting = true;
        Listen(false);
    }

    private void Resume()
    {
        _isResting = _isFull = false;
        Listen(true);
    }

    // Level-triggered, a listener that is not accepted from would be reported at once again, and the thread would spin.
    private void Listen(bool isOpen)
    {
        foreach (var (key, listener) in _listeners) _epoll!.Change(listener.Descriptor, isOpen ? Epoll.Readable : 0, key);
    }

    private long NowMs => (long)gateway.Time.GetElapsedTime(_startedAt).TotalMilliseconds;

    private enum Sight
    {
        Unclear,
        Clear,
        Lost,
    }

    private readonly record struct FirstRequest(UpgradeVerdict Verdict, UpgradeRequest? Upgrade, int Bytes);

    private sealed record Unseen(int Descriptor, LoopListener Listener, long SinceMs);
}
