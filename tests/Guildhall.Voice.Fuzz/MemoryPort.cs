using Guildhall.Voice.Media;

namespace Guildhall.Voice.Fuzz;

/// <summary>A worker's port without a socket: one datagram in at a time, and a count of what leaves to strangers.</summary>
internal sealed class MemoryPort : IDatagramPort
{
    // 192.0.2.0/24.
    private const ulong Members = 0xFFFF_C000_02;

    private byte[] _datagram = [];
    private int _length = -1;
    private PeerAddress _from;

    public int Port => 50_000;

    public long Overflowed => 0;

    /// <summary>Bytes sent to anybody but members.</summary>
    public long ToStrangers { get; private set; }

    /// <summary>What is sent to members is kept here; null while nobody wants it.</summary>
    public Queue<byte[]>? Kept { get; set; }

    /// <summary>Datagrams sent to members.</summary>
    public long ToMembers { get; private set; }

    /// <summary>The address of a member; all others are strangers'.</summary>
    public static PeerAddress Member(int number) => PeerAddress.FromIPv4(0xC000_0200 + (uint)number, 5000);

    /// <summary>The next datagram that comes.</summary>
    public void Put(ReadOnlySpan<byte> datagram, in PeerAddress from)
    {
        if (_datagram.Length < datagram.Length) _datagram = new byte[Mutator.Largest];
        datagram.CopyTo(_datagram);
        (_length, _from) = (datagram.Length, from);
    }

    public unsafe void Receive(ReceiveBatch batch, TimeSpan wait)
    {
        batch.Count = 0;
        if (_length < 0) return;
        var length = Math.Min(_length, ReceiveBatch.Stride);
        _datagram.AsSpan(0, length).CopyTo(new Span<byte>(batch.Data(0), ReceiveBatch.Stride));
        batch.Set(0, length, _from);
        batch.Count = 1;
        _length = -1;
    }

    public unsafe int Send(SendQueue queue)
    {
        var messages = queue.Arrange(segmented: true);
        for (int index = 0, at = 0; index < messages; index++)
        {
            for (var many = queue.Runs[index]; many > 0; many--, at++)
            {
                var slot = queue.Order[at];
                if (!IsMember(*queue.Address(slot)))
                {
                    ToStrangers += queue.Length(slot);
                    continue;
                }

                ToMembers++;
                Kept?.Enqueue(new Span<byte>(queue.Data(slot), queue.Length(slot)).ToArray());
            }
        }

        queue.Clear();
        return 0;
    }

    private static bool IsMember(in PeerAddress address) => address.High == 0 && address.Low >> 8 == Members;

    public void Wake()
    {
        // Nobody waits.
    }

    public void Dispose()
    {
        // No socket.
    }
}
