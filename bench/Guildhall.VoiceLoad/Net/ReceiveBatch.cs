using System.Runtime.InteropServices;

namespace Guildhall.VoiceLoad.Net;

/// <summary>Room for the datagrams that one call fetches, with the moment at which the kernel put each into the socket's queue.</summary>
internal sealed unsafe class ReceiveBatch : IDisposable
{
    private const int Capacity = 64;
    private const int PacketSize = 2048;
    private const int ControlSize = 64;

    private readonly Native.Message* _messages = (Native.Message*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Native.Message));
    private readonly Native.Piece* _pieces = (Native.Piece*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Native.Piece));
    private readonly byte* _packets = (byte*)NativeMemory.AllocZeroed(Capacity, PacketSize);
    private readonly byte* _controls = (byte*)NativeMemory.AllocZeroed(Capacity, ControlSize);

    public ReceiveBatch()
    {
        for (var i = 0; i < Capacity; i++)
        {
            _pieces[i] = new Native.Piece { Start = _packets + (i * PacketSize), Length = PacketSize };
            _messages[i].Pieces = _pieces + i;
            _messages[i].PieceCount = 1;
        }
    }

    /// <summary>Whether a call that filled the batch may have left more.</summary>
    public static int Full => Capacity;

    /// <summary>How many datagrams were waiting; 0 when none.</summary>
    public int Fill(int descriptor)
    {
        for (var i = 0; i < Capacity; i++)
        {
            _messages[i].Control = _controls + (i * ControlSize);
            _messages[i].ControlLength = ControlSize;
        }

        return Math.Max(0, Native.Receive(descriptor, _messages, Capacity, Native.DontWait, 0));
    }

    public Span<byte> Packet(int index) => new(_packets + (index * PacketSize), (int)_messages[index].Length);

    /// <summary>When it arrived, in nanoseconds of <see cref="Native.Now"/>; now, where the kernel does not say.</summary>
    public long Arrived(int index)
    {
        ref var message = ref _messages[index];
        // struct cmsghdr: length, level, type; then the stamp.
        if (message.ControlLength < 32) return Native.Now();
        var control = message.Control;
        if (((int*)control)[2] != Native.SocketLevel || ((int*)control)[3] != Native.Timestamps) return Native.Now();
        var stamp = (Native.TimeSpec*)(control + 16);
        return (stamp->Seconds * 1_000_000_000) + stamp->Nanoseconds;
    }

    public void Dispose()
    {
        NativeMemory.Free(_messages);
        NativeMemory.Free(_pieces);
        NativeMemory.Free(_packets);
        NativeMemory.Free(_controls);
    }
}
