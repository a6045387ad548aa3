using System.Runtime.InteropServices;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// The sockets of one shard: registered with one epoll, read into one buffer, written from another. It has no thread of its
/// own: the shard's loop polls it, so a socket and its session are on the same thread.
/// </summary>
internal sealed unsafe partial class SocketLoop : IDisposable
{
    // What a socket may keep of one read when it pauses: the read itself, and the frame that it completed.
    private const int LongestStash = Limits.GatewaySubscriptionsBytes + 16;
    private readonly GatewayService _gateway;
    private readonly Epoll _epoll = new();
    private readonly byte[] _input = GC.AllocateUninitializedArray<byte>((2 * GatewayLimits.LoopReceiveBytes) + LongestStash, pinned: true);
    private readonly byte* _inputStart;
    private readonly List<LoopSocket> _doomed = [];
    private readonly DescriptorOutbox _outbox = new();
    private readonly Queue<Deadline> _introductions = new();
    private readonly Queue<Deadline> _farewells = new();
    private LoopSocket?[] _slots = new LoopSocket?[64];
    private int[] _freeSlots = new int[64];
    private int _free;
    private int _nextSlot;
    private uint _generation;
    private int _sockets;
    private TaskCompletionSource? _emptied;

    /// <param name="isPrivate">Whether its thread gets a descriptor table of its own.</param>
    public SocketLoop(GatewayService gateway, SessionShard shard, bool isPrivate)
    {
        (_gateway, Shard) = (gateway, shard);
        if (isPrivate)
        {
            Pass = new DescriptorPass();
            if (!_epoll.Add(Pass.Receiver, Epoll.Readable, Epoll.PassKey)) throw new IOException("epoll cannot watch for descriptors");
        }

        _inputStart = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_input, 0);
    }

    public SessionShard Shard { get; }

    public LoopOutput Output { get; } = new();

    /// <summary>How descriptors get into its table; null when there is one table for all.</summary>
    public DescriptorPass? Pass { get; }

    /// <summary>Sockets that it holds, closed ones that linger included; read by anybody.</summary>
    public int Sockets => Volatile.Read(ref _sockets);

    /// <summary>The first thing on the loop's own thread.</summary>
    public void Begin()
    {
        if (_gateway.Options.LoopNiceness > 0) _ = Libc.StepBack(_gateway.Options.LoopNiceness);
        if (Pass is null) return;
        int[] kept = [Pass.Receiver, .. _gateway.Loops.Select(loop => loop.Pass!.Sender)];
        if (!PrivateTable.TryEnter(kept)) _gateway.Log.NoPrivateDescriptors(Shard.Index);
    }

    /// <summary>Ends a wait of <see cref="Poll"/>; from any thread.</summary>
    public void Wake() => _epoll.Wake();

    /// <summary>Handles what has happened on the sockets.</summary>
    /// <param name="mayWait">False when the shard has other work.</param>
    public void Poll(bool mayWait)
    {
        if (!_outbox.IsEmpty) _outbox.Retry();
        var longest = _outbox.IsEmpty ? -1 : DescriptorOutbox.RetryMs;
        var found = _epoll.Wait(mayWait && _doomed.Count == 0 ? longest : 0);
        for (var i = 0; i < found; i++)
        {
            var (key, what) = _epoll[i];
            if (key == Epoll.WakeKey) continue;
            if (key == Epoll.PassKey)
            {
                TakeDescriptors();
                continue;
            }

            // A key that is not its slot's any more belongs to a socket that went earlier in the same batch.
            var slot = (int)(uint)key;
            if (slot >= _slots.Length || _slots[slot] is not { } socket || socket.Key != key) continue;
            Guarded(socket, what);
        }

        EndDoomed();
    }

    /// <summary>Greets a new connection.</summary>
    public void Welcome(int descriptor, UpgradeRequest upgrade)
    {
        if (!TryOwn(new LoopSocket(this, descriptor, upgrade), out var socket))
        {
            Libc.Reset(descriptor);
            return;
        }

        try
        {
            Expect(_introductions, socket, _gateway.Options.IdentifyTimeout);
            Greet(socket, upgrade);
        }
        catch (Exception fault)
        {
            Shard.ReportLoopFault(fault);
            End(socket, isReset: true);
        }
    }

    /// <summary>Watches a socket for what it waits for.</summary>
    public void Watch(LoopSocket socket)
    {
        var interest = (socket.IsPaused ? 0 : Epoll.Readable) | (socket.Unsent is null ? 0 : Epoll.Writable);
        if (interest == socket.Interest || socket.Phase == SocketPhase.Gone) return;
        socket.Interest = interest;
        if (!_epoll.Change(socket.Descriptor, interest, socket.Key)) socket.Break();
    }

    /// <summary>Waits for the client's answer to a close frame, so that our reset does not overtake the frame.</summary>
    public void Linger(LoopSocket socket)
    {
        socket.Phase = SocketPhase.Lingering;
        socket.Row = null;
        socket.IsPaused = false;
        Expect(_farewells, socket, _gateway.Options.CloseGrace);
        Watch(socket);
    }

    /// <summary>Closes a socket that is lost as soon as nothing is in the middle of it.</summary>
    public void Doom(LoopSocket socket) => _doomed.Add(socket);

    /// <summary>Gives the descriptor back, once.</summary>
    public void End(LoopSocket socket, bool isReset)
    {
        if (socket.Phase == SocketPhase.Gone) return;
        socket.Phase = SocketPhase.Gone;
        Disown(socket);
        if (isReset) Libc.Reset(socket.Descriptor);
        else Libc.HangUp(socket.Descriptor);
        socket.Descriptor = -1;
        Forget(socket);
    }

    /// <summary>Looks after deadlines, once a second.</summary>
    public void OnTick()
    {
        var now = Shard.NowMs;
        while (_introductions.TryPeek(out var next) && next.AtMs <= now) OnUnintroduced(_introductions.Dequeue().Key);
        while (_farewells.TryPeek(out var next) && next.AtMs <= now)
        {
            if (Find(_farewells.Dequeue().Key) is { } socket) End(socket, isReset: true);
        }
    }

    /// <summary>Tells when the last socket has gone.</summary>
    public void TellWhenEmpty(TaskCompletionSource emptied)
    {
        _emptied = emptied;
        if (_sockets == 0) emptied.TrySetResult();
    }

    /// <summary>The shard has ended: every connection does too. The last thing on the loop's own thread.</summary>
    public void CloseAll()
    {
        foreach (var socket in _slots)
        {
            if (socket is not null) End(socket, isReset: false);
        }

        _outbox.Clear();
    }

    /// <summary>Gives back what all threads share, once the loop has ended.</summary>
    public void Dispose()
    {
        _epoll.Dispose();
        Pass?.Dispose();
    }

    private LoopSocket? Find(ulong key)
    {
        var slot = (int)(uint)key;
        return slot < _slots.Length && _slots[slot] is { } socket && socket.Key == key ? socket : null;
    }

    private void Expect(Queue<Deadline> deadlines, LoopSocket socket, TimeSpan after) =>
        deadlines.Enqueue(new Deadline(socket.Key, Shard.NowMs + (long)after.TotalMilliseconds));

    private bool TryOwn(LoopSocket socket, out LoopSocket owned)
    {
        owned = socket;
        var slot = _free > 0 ? _freeSlots[--_free] : _nextSlot++;
        if (slot == _slots.Length) Array.Resize(ref _slots, slot * 2);
        socket.Key = ((ulong)++_generation << 32) | (uint)slot;
        socket.Interest = Epoll.Readable;
        if (!_epoll.Add(socket.Descriptor, Epoll.Readable, socket.Key))
        {
            PutBack(slot);
            return false;
        }

        _slots[slot] = socket;
        Volatile.Write(ref _sockets, _sockets + 1);
        return true;
    }

    private void Disown(LoopSocket socket)
    {
        var slot = (int)(uint)socket.Key;
        _epoll.Remove(socket.Descriptor);
        _slots[slot] = null;
        PutBack(slot);
        Volatile.Write(ref _sockets, _sockets - 1);
        if (_sockets == 0) _emptied?.TrySetResult();
    }

    private void PutBack(int slot)
    {
        if (_free == _freeSlots.Length) Array.Resize(ref _freeSlots, _free * 2);
        _freeSlots[_free++] = slot;
    }

    private void Forget(LoopSocket socket)
    {
        Output.Discard(socket);
        socket.Row = null;
        socket.DropUnsent();
        socket.Stream.Forget();
        if (socket.Side?.Stash is { } stash) System.Buffers.ArrayPool<byte>.Shared.Return(stash);
        socket.Side = null;
    }

    private void EndDoomed()
    {
        // Ending one may break another.
        for (var i = 0; i < _doomed.Count; i++)
        {
            if (_doomed[i].Loop == this) OnLost(_doomed[i]);
        }

        _doomed.Clear();
    }

    private readonly record struct Deadline(ulong Key, long AtMs);
}
