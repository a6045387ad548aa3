using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Guildhall.Voice.Media;

/// <summary>
/// Datagrams that leave at the end of a batch, in one native block. Those for the same receiver are chained, so that several can leave as one
/// message that the system cuts up (UDP_SEGMENT): of equal sizes, the last one perhaps smaller.
/// </summary>
internal sealed unsafe class SendQueue : IDisposable
{
    public const int None = -1;

    /// <summary>What the system cuts up must fit into the common size of a packet on the wire.</summary>
    public const int LargestSegment = 1400;

    private const int MostSegments = 32;
    private const int AddressBytes = 32;
    private const int Stride = AddressBytes + VoiceLimits.DatagramBytes + 4;
    private const int SsrcAt = 8;

    private readonly byte* _block = (byte*)NativeMemory.AlignedAlloc(VoiceLimits.WorkerSendSlots * Stride, 64);
    private readonly int[] _lengths = new int[VoiceLimits.WorkerSendSlots];
    private readonly int[] _next = new int[VoiceLimits.WorkerSendSlots];
    private readonly MediaPeer[] _receivers = new MediaPeer[VoiceLimits.WorkerSendSlots];
    private readonly int[] _strangers = new int[VoiceLimits.WorkerSendSlots];
    private readonly int[] _order = new int[VoiceLimits.WorkerSendSlots];
    private readonly int[] _runs = new int[VoiceLimits.WorkerSendSlots];
    private int _receiverCount;
    private int _strangerCount;

    public SendQueue() => new Span<byte>(_block, VoiceLimits.WorkerSendSlots * Stride).Clear();

    public int Count { get; private set; }

    public bool IsFull => Count == VoiceLimits.WorkerSendSlots;

    /// <summary>Slots in the order in which they leave; see <see cref="Arrange"/>.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>How many slots of the order make one message, message after message.</summary>
    public ReadOnlySpan<int> Runs => _runs;

    public byte* Data(int slot) => _block + slot * (nint)Stride + AddressBytes;

    /// <summary>Where the receiver of a slot is written, as the socket wants it.</summary>
    public PeerAddress* Address(int slot) => (PeerAddress*)(_block + slot * (nint)Stride);

    public int Length(int slot) => _lengths[slot];

    /// <summary>The next free slot; there must be one.</summary>
    public int Rent(in PeerAddress to)
    {
        *Address(Count) = to;
        return Count;
    }

    /// <summary>The slot that was rented last is filled.</summary>
    public void Commit(MediaPeer? receiver, int length)
    {
        var slot = Count++;
        _lengths[slot] = length;
        _next[slot] = None;
        if (receiver is null)
        {
            _strangers[_strangerCount++] = slot;
            return;
        }
        if (receiver.FirstPending == None)
        {
            receiver.FirstPending = slot;
            _receivers[_receiverCount++] = receiver;
        }
        else
        {
            _next[receiver.LastPending] = slot;
        }
        receiver.LastPending = slot;
    }

    /// <summary>Puts the slots into order by receiver and says which make one message; returns how many messages there are.</summary>
    public int Arrange(bool segmented)
    {
        var messages = 0;
        var placed = 0;
        for (var index = 0; index < _receiverCount; index++)
        {
            var receiver = _receivers[index];
            for (var slot = receiver.FirstPending; slot != None;)
            {
                var count = segmented ? Run(slot, placed, out slot) : Single(slot, placed, out slot);
                _runs[messages++] = count;
                placed += count;
            }
            receiver.FirstPending = receiver.LastPending = None;
        }
        for (var index = 0; index < _strangerCount; index++)
        {
            _runs[messages++] = Single(_strangers[index], placed, out _);
            placed++;
        }
        return messages;
    }

    public void Clear()
    {
        // Left in place, they would keep peers alive that have gone.
        Array.Clear(_receivers, 0, _receiverCount);
        Count = _receiverCount = _strangerCount = 0;
    }

    public void Dispose() => NativeMemory.AlignedFree(_block);

    private int Single(int slot, int placed, out int rest)
    {
        _order[placed] = slot;
        rest = _next[slot];
        return 1;
    }

    private int Run(int slot, int placed, out int rest)
    {
        var size = _lengths[slot];
        _order[placed] = slot;
        var count = 1;
        rest = _next[slot];
        if (size > LargestSegment) return 1;
        if (rest != None && _lengths[rest] > size) return Swapped(slot, placed, ref rest);
        while (rest != None && count < MostSegments && _lengths[rest] <= size)
        {
            _order[placed + count++] = rest;
            var isLast = _lengths[rest] < size;
            rest = _next[rest];
            if (isLast) break;
        }
        return count;
    }

    // A larger one behind a smaller one goes first, unless they are of one stream, whose order is kept.
    private int Swapped(int slot, int placed, ref int rest)
    {
        if (_lengths[rest] > LargestSegment || Ssrc(slot) == Ssrc(rest)) return 1;
        _order[placed] = rest;
        _order[placed + 1] = slot;
        rest = _next[rest];
        return 2;
    }

    private uint Ssrc(int slot) => BinaryPrimitives.ReadUInt32BigEndian(new ReadOnlySpan<byte>(Data(slot) + SsrcAt, sizeof(uint)));
}
