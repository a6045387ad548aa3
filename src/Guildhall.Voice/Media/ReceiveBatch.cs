using System.Runtime.InteropServices;

namespace Guildhall.Voice.Media;

/// <summary>The datagrams of one look at the socket, in one native block.</summary>
internal sealed unsafe class ReceiveBatch : IDisposable
{
    public const int Size = 64;

    /// <summary>More than a datagram may have, so that one too long is seen to be.</summary>
    public const int Stride = 2048;

    private readonly byte* _block = (byte*)NativeMemory.AlignedAlloc(Size * Stride, 64);
    private readonly int[] _lengths = new int[Size];
    private readonly PeerAddress[] _from = new PeerAddress[Size];

    public ReceiveBatch() => new Span<byte>(_block, Size * Stride).Clear();

    public int Count { get; set; }

    public byte* Data(int index) => _block + index * Stride;

    public Span<byte> Datagram(int index) => new(Data(index), _lengths[index]);

    public ref readonly PeerAddress From(int index) => ref _from[index];

    public void Set(int index, int length, in PeerAddress from)
    {
        _lengths[index] = length;
        _from[index] = from;
    }

    public void Dispose() => NativeMemory.AlignedFree(_block);
}
