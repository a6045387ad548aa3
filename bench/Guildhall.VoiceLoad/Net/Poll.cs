using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Guildhall.VoiceLoad.Net;

/// <summary>Which of many sockets have something to read.</summary>
internal sealed unsafe class Poll : IDisposable
{
    private const int Capacity = 512;

    private readonly int _poll = Native.CreatePoll(0);
    private readonly byte* _ready = (byte*)NativeMemory.AllocZeroed(Capacity, 16);

    public void Add(Socket socket, int number)
    {
        var poked = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(poked, 4), Native.EpollIn);
        BinaryPrimitives.WriteInt32LittleEndian(new Span<byte>(poked + Native.EpollEventSize - 8, 4), number);
        if (Native.ControlPoll(_poll, Native.EpollAdd, (int)socket.Handle, poked) != 0) throw new IOException($"epoll_ctl: {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>How many are ready, after at most so many milliseconds.</summary>
    public int Wait(int milliseconds) => Math.Max(0, Native.Wait(_poll, _ready, Capacity, milliseconds));

    /// <summary>The number of a ready socket.</summary>
    public int Ready(int index) => *(int*)(_ready + (index * Native.EpollEventSize) + Native.EpollEventSize - 8);

    public void Dispose()
    {
        _ = Native.Close(_poll);
        NativeMemory.Free(_ready);
    }
}
