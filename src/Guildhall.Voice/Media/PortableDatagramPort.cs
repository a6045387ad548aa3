using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Guildhall.Voice.Media;

/// <summary>A UDP socket of the runtime, for systems other than 64-bit Linux: one system call or two for each datagram.</summary>
internal sealed class PortableDatagramPort : IDatagramPort
{
    private const int BufferBytes = 2 << 20;
    private const int IgnoreUnreachable = -1744830452;

    private readonly Socket _socket;
    private readonly Socket _waker;
    private readonly SocketAddress _from;
    private readonly SocketAddress _to;
    private readonly SocketAddress _self;
    private readonly bool _isInet6;

    public PortableDatagramPort(IPEndPoint bind)
    {
        _isInet6 = bind.AddressFamily == AddressFamily.InterNetworkV6;
        _socket = new Socket(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { SendBufferSize = BufferBytes, ReceiveBufferSize = BufferBytes };
        if (_isInet6) _socket.DualMode = true;
        // Else Windows reports with the next receive that an earlier datagram reached nobody.
        if (OperatingSystem.IsWindows()) _socket.IOControl(IgnoreUnreachable, [0, 0, 0, 0], null);
        _socket.Bind(bind);
        var local = (IPEndPoint)_socket.LocalEndPoint!;
        Port = local.Port;
        _from = new SocketAddress(bind.AddressFamily);
        _to = new SocketAddress(bind.AddressFamily);
        _waker = new Socket(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        var any = local.Address.Equals(IPAddress.Any) || local.Address.Equals(IPAddress.IPv6Any);
        var loopback = _isInet6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        _self = new IPEndPoint(any ? loopback : local.Address, Port).Serialize();
    }

    public int Port { get; }

    public long Overflowed => 0;

    public void Receive(ReceiveBatch batch, TimeSpan wait)
    {
        batch.Count = 0;
        try
        {
            if (!_socket.Poll(wait, SelectMode.SelectRead)) return;
            do
            {
                Take(batch);
            }
            while (batch.Count < ReceiveBatch.Size && _socket.Poll(0, SelectMode.SelectRead));
        }
        catch (SocketException)
        {
            // What the system has to say about earlier datagrams; the next look goes on.
        }
    }

    public int Send(SendQueue queue)
    {
        queue.Arrange(segmented: false);
        var dropped = 0;
        for (var index = 0; index < queue.Count; index++)
        {
            if (!TrySend(queue, queue.Order[index])) dropped++;
        }
        queue.Clear();
        return dropped;
    }

    public void Wake()
    {
        try
        {
            _waker.SendTo([0], SocketFlags.None, _self);
        }
        catch (SocketException)
        {
            // The wait ends by itself with the next tick.
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _waker.Dispose();
    }

    private void Take(ReceiveBatch batch)
    {
        var whole = MemoryOf(batch, batch.Count);
        int length;
        try
        {
            length = _socket.ReceiveFrom(whole, SocketFlags.None, _from);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.MessageSize)
        {
            length = whole.Length;
        }
        batch.Set(batch.Count++, length, Read(_from.Buffer.Span));
    }

    private static unsafe Span<byte> MemoryOf(ReceiveBatch batch, int index) => new(batch.Data(index), ReceiveBatch.Stride);

    private unsafe bool TrySend(SendQueue queue, int slot)
    {
        Write(_to.Buffer.Span, *queue.Address(slot));
        try
        {
            return _socket.SendTo(new ReadOnlySpan<byte>(queue.Data(slot), queue.Length(slot)), SocketFlags.None, _to) == queue.Length(slot);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Port and address are at the same place on every system; the family is there already.
    private void Write(Span<byte> to, in PeerAddress address)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], address.Port);
        if (!_isInet6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to[4..], (uint)address.Low);
            return;
        }
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], address.High);
        BinaryPrimitives.WriteUInt64BigEndian(to[16..], address.Low);
    }

    private PeerAddress Read(ReadOnlySpan<byte> from)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(from[2..]);
        return _isInet6
            ? new PeerAddress(BinaryPrimitives.ReadUInt64BigEndian(from[8..]), BinaryPrimitives.ReadUInt64BigEndian(from[16..]), port)
            : PeerAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(from[4..]), port);
    }
}
