using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.VoiceLoad.Rtc;

/// <summary>Connectivity checks of ICE (RFC 8489, RFC 8445) from the controlling side.</summary>
internal static class Stun
{
    public const int TransactionLength = 12;
    private const int HeaderLength = 20;
    private const uint Cookie = 0x2112A442;
    private const ushort BindingRequest = 0x0001;
    private const ushort BindingSuccess = 0x0101;
    private const ushort Username = 0x0006;
    private const ushort Integrity = 0x0008;
    private const ushort MappedAddress = 0x0020;
    private const ushort Priority = 0x0024;
    private const ushort UseCandidate = 0x0025;
    private const ushort Fingerprint = 0x8028;
    private const ushort Controlling = 0x802A;

    /// <summary>A check that nominates its pair; the password is the other side's.</summary>
    public static byte[] Check(string remoteFragment, string localFragment, string password, ReadOnlySpan<byte> transaction)
    {
        var message = new List<byte>(128);
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(head, BindingRequest);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], Cookie);
        message.AddRange(head);
        message.AddRange(transaction);
        Add(message, Username, Encoding.ASCII.GetBytes($"{remoteFragment}:{localFragment}"));
        Add(message, Priority, [0x6E, 0x7F, 0x1E, 0xFF]);
        Add(message, Controlling, [1, 2, 3, 4, 5, 6, 7, 8]);
        Add(message, UseCandidate, []);
        return Seal(message, password);
    }

    /// <summary>Whether this is the other side's own answer to a check.</summary>
    public static bool IsAnswer(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> transaction, string password)
    {
        if (packet.Length < HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(packet) != BindingSuccess) return false;
        if (!packet[8..HeaderLength].SequenceEqual(transaction)) return false;
        for (var at = HeaderLength; at + 4 <= packet.Length;)
        {
            var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(packet[at..]), BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 2)..]));
            if (type == Integrity && length == HMACSHA1.HashSizeInBytes && at + 4 + length <= packet.Length)
            {
                var covered = packet[..at].ToArray();
                SetLength(covered, at - HeaderLength + 4 + length);
                return HMACSHA1.HashData(Encoding.ASCII.GetBytes(password), covered).AsSpan().SequenceEqual(packet.Slice(at + 4, length));
            }

            at += 4 + ((length + 3) & ~3);
        }

        return false;
    }

    /// <summary>The answer to the other side's own check, or null when this is none. The password is ours.</summary>
    public static byte[]? Answer(ReadOnlySpan<byte> packet, System.Net.IPEndPoint from, string password)
    {
        if (packet.Length < HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(packet) != BindingRequest) return null;
        var message = new List<byte>(packet[..HeaderLength].ToArray());
        BinaryPrimitives.WriteUInt16BigEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(message), BindingSuccess);
        Span<byte> mapped = stackalloc byte[8];
        (mapped[0], mapped[1]) = (0, 1);
        BinaryPrimitives.WriteUInt16BigEndian(mapped[2..], (ushort)(from.Port ^ (Cookie >> 16)));
        BinaryPrimitives.WriteUInt32BigEndian(mapped[4..], BinaryPrimitives.ReadUInt32BigEndian(from.Address.GetAddressBytes()) ^ Cookie);
        Add(message, MappedAddress, mapped);
        return Seal(message, password);
    }

    private static byte[] Seal(List<byte> message, string password)
    {
        var covered = message.ToArray();
        SetLength(covered, covered.Length - HeaderLength + 4 + HMACSHA1.HashSizeInBytes);
        Add(message, Integrity, HMACSHA1.HashData(Encoding.ASCII.GetBytes(password), covered));
        covered = [.. message];
        SetLength(covered, covered.Length - HeaderLength + 8);
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32(covered) ^ 0x5354554E);
        Add(message, Fingerprint, sum);
        var sealed_ = message.ToArray();
        SetLength(sealed_, sealed_.Length - HeaderLength);
        return sealed_;
    }

    private static void SetLength(byte[] message, int length) => BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)length);

    private static void Add(List<byte> message, ushort type, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(head, type);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)value.Length);
        message.AddRange(head);
        message.AddRange(value);
        while (message.Count % 4 != 0) message.Add(0);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ (0xEDB88320 & (uint)-(int)(sum & 1));
        }

        return ~sum;
    }
}
