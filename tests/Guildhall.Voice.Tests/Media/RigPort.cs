using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

/// <summary>A port without a socket: keeps what is sent.</summary>
internal sealed unsafe class RigPort : IDatagramPort
{
    public List<(PeerAddress To, byte[] Datagram)> Sent { get; } = [];

    /// <summary>Only counts, so that a test of allocations measures the worker alone.</summary>
    public bool IsCounting { get; set; }

    public long SentCount { get; private set; }

    public int Port => 50_000;

    public long Overflowed => 0;

    public void Receive(ReceiveBatch batch, TimeSpan wait) => batch.Count = 0;

    public int Send(SendQueue queue)
    {
        queue.Arrange(segmented: true);
        SentCount += queue.Count;
        for (var index = 0; index < queue.Count && !IsCounting; index++)
        {
            var slot = queue.Order[index];
            Sent.Add((*queue.Address(slot), new ReadOnlySpan<byte>(queue.Data(slot), queue.Length(slot)).ToArray()));
        }
        queue.Clear();
        return 0;
    }

    public void Wake()
    {
        // Nobody waits: the test turns the worker itself.
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
