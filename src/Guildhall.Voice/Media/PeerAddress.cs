using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Guildhall.Voice.Media;

/// <summary>An IP address and a port as one value without a heap object. IPv4 is kept as the IPv6 address that stands for it.</summary>
public readonly struct PeerAddress(ulong high, ulong low, ushort port) : IEquatable<PeerAddress>
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    /// <summary>The first eight bytes, as a number.</summary>
    public ulong High { get; } = high;

    /// <summary>The last eight bytes, as a number.</summary>
    public ulong Low { get; } = low;

    public ushort Port { get; } = port;

    public bool IsIPv4 => High == 0 && Low >> 32 == 0xFFFF;

    /// <summary>An IPv4 address; its first byte is the highest of the number.</summary>
    public static PeerAddress FromIPv4(uint address, ushort port) => new(0, MappedPrefix | address, port);

    public static PeerAddress From(IPEndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Span<byte> bytes = stackalloc byte[16];
        endpoint.Address.TryWriteBytes(bytes, out _);
        return endpoint.AddressFamily == AddressFamily.InterNetwork
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)endpoint.Port)
            : new PeerAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), (ushort)endpoint.Port);
    }

    public static bool operator ==(PeerAddress left, PeerAddress right) => left.Equals(right);

    public static bool operator !=(PeerAddress left, PeerAddress right) => !left.Equals(right);

    public bool Equals(PeerAddress other) => Low == other.Low && Port == other.Port && High == other.High;

    public override bool Equals(object? obj) => obj is PeerAddress other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(High, Low, Port);

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    public IPEndPoint ToEndPoint() => new(ToIPAddress(), Port);

    public override string ToString() => ToEndPoint().ToString();
}
