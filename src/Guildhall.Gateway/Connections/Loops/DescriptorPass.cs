using System.Collections.Concurrent;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// Brings descriptors into the table of a loop that has one of its own, each with the item that it belongs to: one end of a
/// pair of sockets for all senders, the other for the loop.
/// </summary>
internal sealed unsafe class DescriptorPass : IDisposable
{
    private const int Unix = 1;
    private const int Packets = 5;
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int CloseOnExec = 0x40000000;

    // struct cmsghdr { size_t length; int level; int type; } and one descriptor, with and without its padding.
    private const int ControlLength = 20;
    private const int ControlSpace = 24;
    private readonly ConcurrentDictionary<ulong, LoopItem> _items = new();
    private readonly DescriptorHandle _sendingEnd;
    private readonly DescriptorHandle _receivingEnd;
    private ulong _lastId;

    /// <exception cref="IOException">The process has no descriptors left.</exception>
    public DescriptorPass()
    {
        var pair = stackalloc int[2];
        if (Libc.SocketPair(Unix, Packets | Libc.NonBlocking, 0, pair) != 0) throw new IOException("a pair of sockets cannot be had: out of file descriptors");
        (Receiver, Sender) = (pair[0], pair[1]);
        (_receivingEnd, _sendingEnd) = (new DescriptorHandle(Receiver), new DescriptorHandle(Sender));
    }

    /// <summary>The end that the loop watches.</summary>
    public int Receiver { get; }

    /// <summary>The end that every other thread keeps.</summary>
    public int Sender { get; }

    /// <summary>Sends a descriptor, which stays open here; false while there is no room.</summary>
    public bool TrySend(LoopItem item, int descriptor)
    {
        var id = Interlocked.Increment(ref _lastId);
        _items[id] = item;
        var part = new Libc.IoVector { Start = &id, Length = sizeof(ulong) };
        var control = stackalloc byte[ControlSpace];
        new Span<byte>(control, ControlSpace).Clear();
        *(ulong*)control = ControlLength;
        *(int*)(control + 8) = SocketLevel;
        *(int*)(control + 12) = Rights;
        *(int*)(control + 16) = descriptor;
        var message = new Libc.MessageHeader { Parts = &part, PartCount = 1, Control = control, ControlLength = ControlSpace };
        try
        {
            if (Libc.SendMessage(_sendingEnd, &message, Libc.NoSignal) == sizeof(ulong)) return true;
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended.
        }

        _items.TryRemove(id, out _);
        return false;
    }

    /// <summary>Takes the next descriptor; -1 when the table had no room for it. False when nothing waits.</summary>
    public bool TryReceive(out LoopItem? item, out int descriptor)
    {
        (item, descriptor) = (null, -1);
        ulong id;
        var part = new Libc.IoVector { Start = &id, Length = sizeof(ulong) };
        var control = stackalloc byte[ControlSpace];
        var message = new Libc.MessageHeader { Parts = &part, PartCount = 1, Control = control, ControlLength = ControlSpace };
        if (Libc.ReceiveMessage(_receivingEnd, &message, CloseOnExec) != sizeof(ulong)) return false;
        if (message.ControlLength >= ControlLength && *(int*)(control + 12) == Rights) descriptor = *(int*)(control + 16);
        _items.TryRemove(id, out item);
        return true;
    }

    public void Dispose()
    {
        _sendingEnd.Dispose();
        _receivingEnd.Dispose();
        foreach (var item in _items.Values) item.Cancel();
        _items.Clear();
    }
}
