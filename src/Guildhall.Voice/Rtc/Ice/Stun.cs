using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Voice.Rtc.Ice;

/// <summary>
/// As much of STUN (RFC 8489) as ICE-lite needs: binding requests, their proof, and answers to them. Pure; the load generator's client side uses it too.
/// A request without a right MESSAGE-INTEGRITY gets no answer at all, so nobody can have us send packets to a third party.
/// </summary>
public static class Stun
{
    /// <summary>No message of ours or of a browser is longer; a longer one is not read.</summary>
    public const int MaxBytes = 548;

    /// <summary>The longest answer: address (IPv6), integrity, fingerprint.</summary>
    public const int MaxAnswerBytes = HeaderBytes + 24 + 24 + 8;

    private const int HeaderBytes = 20;
    private const uint Cookie = 0x2112A442;
    private const uint FingerprintMask = 0x5354554E;
    private const int MaxAttributes = 24;

    /// <summary>True for a datagram that can only be STUN: its first two bits, its cookie and its length.</summary>
    public static bool IsStun(ReadOnlySpan<byte> datagram) =>
        datagram.Length is >= HeaderBytes and <= MaxBytes && datagram[0] < 4
        && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == Cookie
        && BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) == datagram.Length - HeaderBytes;

    /// <summary>Takes a message apart. False for anything malformed, and where FINGERPRINT is present and wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        message = default;
        if (!IsStun(datagram) || datagram.Length % 4 != 0) return false;
        ReadOnlySpan<byte> username = default;
        var nominating = false;
        var integrity = 0;
        var offset = HeaderBytes;
        for (var count = 0; offset < datagram.Length; count++)
        {
            if (count == MaxAttributes || offset + 4 > datagram.Length) return false;
            var type = BinaryPrimitives.ReadUInt16BigEndian(datagram[offset..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 2)..]);
            if (offset + 4 + Padded(length) > datagram.Length) return false;
            if (type == Attribute.Fingerprint)
            {
                if (length != 4 || offset + 8 != datagram.Length) return false;
                if (BinaryPrimitives.ReadUInt32BigEndian(datagram[(offset + 4)..]) != (Crc32.Of(datagram[..offset]) ^ FingerprintMask)) return false;
            }
            else if (integrity == 0)
            {
                // What follows the proof is not covered by it, and is not read.
                if (type == Attribute.Username && username.IsEmpty) username = datagram.Slice(offset + 4, length);
                else if (type == Attribute.UseCandidate) nominating = true;
                else if (type == Attribute.Integrity && length == 20) integrity = offset;
                else if (type == Attribute.Integrity) return false;
            }

            offset += 4 + Padded(length);
        }

        var kind = (StunKind)BinaryPrimitives.ReadUInt16BigEndian(datagram);
        message = new StunMessage
        {
            Datagram = datagram,
            Kind = Enum.IsDefined(kind) ? kind : StunKind.Other,
            Username = username,
            IsNominating = nominating,
            IntegrityOffset = integrity,
        };
        return true;
    }

    /// <summary>Whether the message was made by somebody who knows the password. Takes the same time for every wrong answer.</summary>
    public static bool IsAuthentic(in StunMessage message, ReadOnlySpan<byte> password)
    {
        if (message.IntegrityOffset == 0) return false;
        Span<byte> covered = stackalloc byte[MaxBytes];
        covered = covered[..message.IntegrityOffset];
        message.Datagram[..message.IntegrityOffset].CopyTo(covered);
        BinaryPrimitives.WriteUInt16BigEndian(covered[2..], (ushort)(message.IntegrityOffset + 24 - HeaderBytes));
        Span<byte> proof = stackalloc byte[20];
        Hmac(password, covered, proof);
        return CryptographicOperations.FixedTimeEquals(proof, message.Datagram.Slice(message.IntegrityOffset + 4, 20));
    }

    /// <summary>Answers a proved request with the address it came from. Returns the bytes written; <paramref name="into"/> holds <see cref="MaxAnswerBytes"/>.</summary>
    public static int WriteAnswer(Span<byte> into, ReadOnlySpan<byte> transaction, IPAddress address, int port, ReadOnlySpan<byte> password)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return WriteAnswer(into, transaction, bytes[..length], port, password);
    }

    /// <summary>The same for an address as bytes in network order, 4 or 16 of them.</summary>
    public static int WriteAnswer(Span<byte> into, ReadOnlySpan<byte> transaction, ReadOnlySpan<byte> address, int port, ReadOnlySpan<byte> password)
    {
        var length = Begin(into, StunKind.BindingSuccess, transaction);
        length += WriteHead(into[length..], Attribute.XorMappedAddress, 4 + address.Length);
        into[length] = 0;
        into[length + 1] = address.Length == 4 ? (byte)1 : (byte)2;
        BinaryPrimitives.WriteUInt16BigEndian(into[(length + 2)..], (ushort)(port ^ (int)(Cookie >> 16)));
        for (var index = 0; index < address.Length; index++) into[length + 4 + index] = (byte)(address[index] ^ into[4 + index]);
        return Finish(into, length + 4 + address.Length, password);
    }

    /// <summary>Asks, as the controlling side does. Returns the bytes written.</summary>
    public static int WriteRequest(Span<byte> into, ReadOnlySpan<byte> transaction, string username, ReadOnlySpan<byte> password, bool nominate)
    {
        var length = Begin(into, StunKind.BindingRequest, transaction);
        var bytes = Encoding.ASCII.GetByteCount(username);
        length += WriteHead(into[length..], Attribute.Username, bytes);
        into.Slice(length, Padded(bytes)).Clear();
        length += Padded(Encoding.ASCII.GetBytes(username, into[length..]));
        length += WriteHead(into[length..], Attribute.Controlling, 8);
        transaction[..8].CopyTo(into[length..]);
        length += 8;
        if (nominate) length += WriteHead(into[length..], Attribute.UseCandidate, 0);
        length += WriteHead(into[length..], Attribute.Priority, 4);
        BinaryPrimitives.WriteUInt32BigEndian(into[length..], 0x6E0001FF);
        return Finish(into, length + 4, password);
    }

    /// <summary>The address in an answer; null when there is none.</summary>
    public static IPEndPoint? MappedAddress(in StunMessage message)
    {
        var datagram = message.Datagram;
        for (var offset = HeaderBytes; offset + 4 <= datagram.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 2)..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(datagram[offset..]) == Attribute.XorMappedAddress && length is 8 or 20)
            {
                Span<byte> address = stackalloc byte[length - 4];
                for (var index = 0; index < address.Length; index++) address[index] = (byte)(datagram[offset + 8 + index] ^ datagram[4 + index]);
                return new IPEndPoint(new IPAddress(address), BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 6)..]) ^ (int)(Cookie >> 16));
            }

            offset += 4 + Padded(length);
        }

        return null;
    }

    private static int Begin(Span<byte> into, StunKind kind, ReadOnlySpan<byte> transaction)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into, (ushort)kind);
        BinaryPrimitives.WriteUInt32BigEndian(into[4..], Cookie);
        transaction[..12].CopyTo(into[8..]);
        return HeaderBytes;
    }

    private static int Finish(Span<byte> into, int length, ReadOnlySpan<byte> password)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)(length + 24 - HeaderBytes));
        var covered = length;
        length += WriteHead(into[length..], Attribute.Integrity, 20);
        Hmac(password, into[..covered], into.Slice(length, 20));
        length += 20;
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)(length + 8 - HeaderBytes));
        var print = Crc32.Of(into[..length]) ^ FingerprintMask;
        length += WriteHead(into[length..], Attribute.Fingerprint, 4);
        BinaryPrimitives.WriteUInt32BigEndian(into[length..], print);
        return length + 4;
    }

    private static int WriteHead(Span<byte> into, ushort type, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into, type);
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)length);
        return 4;
    }

    // MESSAGE-INTEGRITY is HMAC-SHA1 by RFC 8489; as an HMAC it holds.
#pragma warning disable CA5350
    private static void Hmac(ReadOnlySpan<byte> password, ReadOnlySpan<byte> covered, Span<byte> proof) => HMACSHA1.HashData(password, covered, proof);
#pragma warning restore CA5350

    private static int Padded(int length) => (length + 3) & ~3;

    private static class Attribute
    {
        public const ushort Username = 0x0006;
        public const ushort Integrity = 0x0008;
        public const ushort XorMappedAddress = 0x0020;
        public const ushort Priority = 0x0024;
        public const ushort UseCandidate = 0x0025;
        public const ushort Fingerprint = 0x8028;
        public const ushort Controlling = 0x802A;
    }
}
