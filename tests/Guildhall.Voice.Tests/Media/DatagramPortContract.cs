using System.Net;
using System.Net.Sockets;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

/// <summary>What every port does.</summary>
public abstract class DatagramPortContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal abstract IDatagramPort Open(IPEndPoint bind);

    [Fact]
    public void A_datagram_arrives_with_its_bytes_and_its_sender()
    {
        using var port = Open(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = Client(port);
        client.Send([1, 2, 3]);
        using var batch = new ReceiveBatch();
        port.Receive(batch, Patience);
        batch.Count.ShouldBe(1);
        batch.Datagram(0).ToArray().ShouldBe([1, 2, 3]);
        batch.From(0).ToEndPoint().ShouldBe(client.LocalEndPoint);
    }

    [Fact]
    public void One_too_long_is_seen_to_be()
    {
        using var port = Open(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = Client(port);
        client.Send(new byte[9000]);
        using var batch = new ReceiveBatch();
        port.Receive(batch, Patience);
        batch.Datagram(0).Length.ShouldBeGreaterThan(VoiceLimits.DatagramBytes);
    }

    [Fact]
    public void What_is_queued_arrives_whole_whatever_the_sizes_and_each_stream_in_order()
    {
        using var port = Open(new IPEndPoint(IPAddress.Loopback, 0));
        using var ada = Client(port);
        using var bob = Client(port);
        using var queue = new SendQueue();
        var peers = (MediaPeer[])[Peer(1), Peer(2)];
        var clients = (Socket[])[ada, bob];
        var random = new Random(3);
        for (var round = 0; round < 60; round++)
        {
            var expected = (List<byte[]>[])[[], []];
            for (var index = 0; index < 40; index++)
            {
                var receiver = random.Next(2);
                var packet = new byte[random.Next(3) == 0 ? random.Next(12, 1500) : 160];
                random.NextBytes(packet);
                // Two streams, told by the SSRC; the number in front tells the order.
                packet.AsSpan(8, 4).Fill((byte)random.Next(2));
                packet[0] = (byte)index;
                expected[receiver].Add(packet);
                Put(queue, peers[receiver], (IPEndPoint)clients[receiver].LocalEndPoint!, packet);
            }
            port.Send(queue).ShouldBe(0);
            queue.Count.ShouldBe(0);
            for (var receiver = 0; receiver < 2; receiver++) Same(ReadAll(clients[receiver], expected[receiver].Count), expected[receiver]);
        }
    }

    [Fact]
    public void Somebody_who_does_not_listen_costs_the_others_nothing()
    {
        using var port = Open(new IPEndPoint(IPAddress.Loopback, 0));
        using var ada = Client(port);
        IPEndPoint gone;
        using (var other = Client(port)) gone = (IPEndPoint)other.LocalEndPoint!;
        using var queue = new SendQueue();
        var nobody = Peer(1);
        var peer = Peer(2);
        for (var round = 0; round < 5; round++)
        {
            Put(queue, nobody, gone, new byte[100]);
            Put(queue, peer, (IPEndPoint)ada.LocalEndPoint!, new byte[100]);
            port.Send(queue);
        }
        ReadAll(ada, 5).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_wait_is_ended_from_another_thread()
    {
        using var port = Open(new IPEndPoint(IPAddress.Loopback, 0));
        using var batch = new ReceiveBatch();
        var waiting = Task.Run(() => port.Receive(batch, TimeSpan.FromMinutes(5)));
        while (!waiting.IsCompleted)
        {
            port.Wake();
            await Task.WhenAny(waiting, Task.Delay(5, TestContext.Current.CancellationToken));
        }
        await waiting;
    }

    [Fact]
    public void Waking_a_port_that_is_closed_touches_nothing()
    {
        var port = Open(new IPEndPoint(IPAddress.Loopback, 0));
        port.Dispose();
        port.Wake();
        port.Dispose();
    }

    [Fact]
    public void An_IPv6_port_serves_IPv4_too()
    {
        if (!Socket.OSSupportsIPv6) return;
        using var port = Open(new IPEndPoint(IPAddress.IPv6Any, 0));
        using var client = Client(port);
        client.Send([4]);
        using var batch = new ReceiveBatch();
        port.Receive(batch, Patience);
        batch.From(0).IsIPv4.ShouldBeTrue();
        using var queue = new SendQueue();
        Put(queue, null, batch.From(0).ToEndPoint(), [5, 6]);
        port.Send(queue).ShouldBe(0);
        ReadAll(client, 1)[0].ShouldBe([5, 6]);
    }

    [Fact]
    public void A_port_that_is_taken_is_said_to_be()
    {
        using var port = Open(new IPEndPoint(IPAddress.Loopback, 0));
        Should.Throw<SocketException>(() => Open(new IPEndPoint(IPAddress.Loopback, port.Port)).Dispose());
    }

    private static MediaPeer Peer(ulong id) => new(new PeerSpec(new PeerId(id), default, default, 0, default), new MediaRoom(default));

    private static Socket Client(IDatagramPort port)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Patience.TotalMilliseconds };
        client.Connect(IPAddress.Loopback, port.Port);
        return client;
    }

    private static unsafe void Put(SendQueue queue, MediaPeer? peer, IPEndPoint to, byte[] packet)
    {
        packet.CopyTo(new Span<byte>(queue.Data(queue.Rent(PeerAddress.From(to))), packet.Length));
        queue.Commit(peer, packet.Length);
    }

    private static List<byte[]> ReadAll(Socket client, int count)
    {
        var read = new List<byte[]>();
        var buffer = new byte[2048];
        while (read.Count < count) read.Add(buffer[..client.Receive(buffer)]);
        return read;
    }

    private static void Same(List<byte[]> received, List<byte[]> expected)
    {
        received.Select(Convert.ToHexString).Order().ShouldBe(expected.Select(Convert.ToHexString).Order());
        for (var stream = 0; stream < 2; stream++)
        {
            var order = received.Where(packet => packet[8] == stream).Select(packet => packet[0]);
            order.ShouldBe(expected.Where(packet => packet[8] == stream).Select(packet => packet[0]));
        }
    }
}
