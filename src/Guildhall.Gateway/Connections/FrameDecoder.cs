using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace Guildhall.Gateway.Connections;

/// <summary>What the next bytes of a client's stream are.</summary>
internal enum FrameKind
{
    /// <summary>The stream ends inside a frame.</summary>
    Incomplete,
    Message,
    Ping,
    Pong,
    Close,

    /// <summary>Against the protocol, or longer than a client may send: the connection ends with 4002.</summary>
    Violation,
}

/// <summary>
/// Takes frames out of a client's byte stream and puts fragments together. Keeps nothing but an unfinished fragmented message;
/// an unfinished frame stays in the pipe. A field of its connection, so a mutable struct. Payloads are bounded by the room that they are given.
/// </summary>
internal struct FrameDecoder
{
    private const int LongestHeader = 14;
    private const int LongestControl = 125;
    private byte[]? _fragments;
    private int _fragmentBytes;
    private bool _isText;

    /// <summary>
    /// Takes the next message or control frame, moving <paramref name="stream"/> behind it. Fragments that complete nothing
    /// are swallowed on the way.
    /// </summary>
    /// <param name="scratch">Where the payload goes, at least <see cref="Limits.GatewayPayloadBytes"/> long; a longer message is a violation.</param>
    /// <param name="length">The payload's bytes in <paramref name="scratch"/>.</param>
    public FrameKind Next(ref ReadOnlySequence<byte> stream, Span<byte> scratch, out int length)
    {
        while (true)
        {
            length = 0;
            var kind = ReadHeader(stream, scratch.Length, out var header);
            if (kind != FrameKind.Message) return kind;
            if (stream.Length < header.HeaderBytes + header.Payload) return FrameKind.Incomplete;
            var payload = scratch[..header.Payload];
            stream.Slice(header.HeaderBytes, header.Payload).CopyTo(payload);
            Unmask(payload, header.Mask);
            stream = stream.Slice(header.HeaderBytes + header.Payload);
            length = header.Payload;
            if (header.Opcode >= 8) return Control(header.Opcode, payload);
            kind = Data(header, scratch, ref length);
            if (kind != FrameKind.Incomplete) return kind;
        }
    }

    private static FrameKind Control(int opcode, ReadOnlySpan<byte> payload) => opcode switch
    {
        8 when payload.Length == 1 => FrameKind.Violation,
        8 => FrameKind.Close,
        9 => FrameKind.Ping,
        _ => FrameKind.Pong,
    };

    /// <summary>Incomplete when a fragment was only kept.</summary>
    private FrameKind Data(in Header header, Span<byte> scratch, ref int length)
    {
        if ((header.Opcode == 0) != _fragments is not null) return FrameKind.Violation;
        if (header.Opcode != 0) _isText = header.Opcode == 1;
        if (header.IsFinal && _fragments is null) return Finish(scratch[..length]);

        if (_fragmentBytes + length > scratch.Length) return FrameKind.Violation;
        MakeRoom(_fragmentBytes + length);
        scratch[..length].CopyTo(_fragments.AsSpan(_fragmentBytes));
        _fragmentBytes += length;
        if (!header.IsFinal) return FrameKind.Incomplete;

        length = _fragmentBytes;
        _fragments.AsSpan(0, length).CopyTo(scratch);
        Forget();
        return Finish(scratch[..length]);
    }

    private void MakeRoom(int bytes)
    {
        if (_fragments is not null && _fragments.Length >= bytes) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes, Limits.GatewayPayloadBytes));
        if (_fragments is not null)
        {
            _fragments.AsSpan(0, _fragmentBytes).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_fragments);
        }

        _fragments = larger;
    }

    /// <summary>Gives back the buffer of a message that will not be finished.</summary>
    public void Forget()
    {
        if (_fragments is not null) ArrayPool<byte>.Shared.Return(_fragments);
        _fragments = null;
        _fragmentBytes = 0;
    }

    private readonly FrameKind Finish(ReadOnlySpan<byte> payload) =>
        _isText && !Utf8.IsValid(payload) ? FrameKind.Violation : FrameKind.Message;

    private static FrameKind ReadHeader(in ReadOnlySequence<byte> stream, int longest, out Header header)
    {
        Span<byte> bytes = stackalloc byte[LongestHeader];
        var have = (int)Math.Min(stream.Length, LongestHeader);
        stream.Slice(0, have).CopyTo(bytes);
        header = default;
        if (have < 2) return FrameKind.Incomplete;

        var opcode = bytes[0] & 0x0F;
        var isFinal = (bytes[0] & 0x80) != 0;
        var hasReservedBits = (bytes[0] & 0x70) != 0;
        var isMasked = (bytes[1] & 0x80) != 0;
        if (hasReservedBits || !isMasked || opcode is (> 2 and < 8) or > 10) return FrameKind.Violation;

        var marker = bytes[1] & 0x7F;
        var lengthBytes = marker == 127 ? 8 : marker == 126 ? 2 : 0;
        if (opcode >= 8 && (!isFinal || marker > LongestControl)) return FrameKind.Violation;
        if (have < 2 + lengthBytes) return FrameKind.Incomplete;
        var payload = marker switch
        {
            127 => BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            _ => (ulong)marker,
        };
        if (payload > (ulong)longest) return FrameKind.Violation;
        if (have < 2 + lengthBytes + 4) return FrameKind.Incomplete;
        var mask = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(2 + lengthBytes)..]);
        header = new Header(opcode, isFinal, (int)payload, 2 + lengthBytes + 4, mask);
        return FrameKind.Message;
    }

    private static void Unmask(Span<byte> payload, uint mask)
    {
        while (payload.Length >= 4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(payload, BinaryPrimitives.ReadUInt32LittleEndian(payload) ^ mask);
            payload = payload[4..];
        }

        for (var i = 0; i < payload.Length; i++) payload[i] ^= (byte)(mask >> (8 * i));
    }

    private readonly record struct Header(int Opcode, bool IsFinal, int Payload, int HeaderBytes, uint Mask);
}
