using System.Buffers;
using System.Runtime.InteropServices;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// Where a loop composes what it sends: one buffer for all its sockets, used by one of them at a time and handed to the system
/// in one call. What the system does not take stays with the socket.
/// </summary>
internal sealed unsafe class LoopOutput : IBufferWriter<byte>
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(GatewayLimits.LoopSendBytes, pinned: true);
    private readonly byte* _start;
    private LoopSocket? _owner;
    private int _used;

    public LoopOutput() => _start = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);

    /// <summary>The buffer for a socket that is about to write; what another one left in it is sent first.</summary>
    public LoopOutput For(LoopSocket socket)
    {
        if (_owner == socket) return this;
        Send();
        _owner = socket;
        return this;
    }

    /// <summary>Hands what was written to the system. Afterwards the owner has unsent bytes, is broken, or all has left.</summary>
    public void Send()
    {
        var length = _used;
        _used = 0;
        if (length == 0 || _owner!.IsBroken) return;
        var sent = SendOnce(_owner.Descriptor, _start, length);
        if (sent < 0) _owner.Break();
        else if (sent < length) _owner.Unsent = new UnsentBytes(_buffer.AsSpan(sent, length - sent));
    }

    /// <summary>Sends from a buffer once; the bytes that have left, or -1 when the connection is lost.</summary>
    public static int SendOnce(int descriptor, byte* bytes, int length)
    {
        while (true)
        {
            var sent = (int)Libc.Send(descriptor, bytes, (nuint)length, Libc.NoSignal);
            if (sent >= 0) return sent;
            var reason = Marshal.GetLastPInvokeError();
            if (reason == Libc.TryAgain) return 0;
            if (reason != Libc.Interrupted) return -1;
        }
    }

    /// <summary>Forgets what a socket has written that is gone.</summary>
    public void Discard(LoopSocket socket)
    {
        if (_owner != socket) return;
        _used = 0;
        _owner = null;
    }

    public void Advance(int count)
    {
        if (_owner!.Unsent is { } unsent) unsent.Advance(count);
        else _used += count;
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var size = Math.Max(1, sizeHint);
        if (_owner!.Unsent is null && _buffer.Length - _used < size) Send();
        if (_owner.Unsent is { } unsent) return unsent.GetSpan(size);
        return _buffer.AsSpan(_used);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException("frames are written into spans");
}
