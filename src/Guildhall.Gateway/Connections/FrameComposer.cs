using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Etf;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Connections;

/// <summary>
/// Composes what a server sends on one connection: frames of payloads in the format that its client asked for, the same for
/// every transport. Keeps where the connection's stream stands; a field of its socket, so a mutable struct.
/// </summary>
internal struct FrameComposer(WireFormat format)
{
    private const int OneBlock = 4_096;
    private const int LargePiece = 32 * 1_024;
    private PrivateStream? _private;
    private ushort _events;
    private bool _hasStreamStarted;

    /// <summary>True when payloads are terms in both directions.</summary>
    public readonly bool IsEtf => format >= WireFormat.Etf;

    private readonly bool IsZstd => format is WireFormat.JsonInZstd or WireFormat.EtfInZstd;

    private readonly ReadOnlySpan<byte> StreamStart => IsZstd ? ZstdSplice.StreamStart : ZlibSplice.StreamStart;

    /// <summary>Set when IDENTIFY asked for payload compression, which transport compression rules out.</summary>
    public bool CompressesPayloads { private get; set; }

    /// <summary>Writes an event with its sequence number; returns the bytes on the wire.</summary>
    public int WriteDispatch(IBufferWriter<byte> output, uint sequence, SharedPayload payload)
    {
        Span<byte> prefix = stackalloc byte[EtfPayload.LongestPrefix];
        prefix = prefix[..(IsEtf ? EtfPayload.WritePrefix(prefix, sequence) : WritePrefix(prefix, sequence))];
        if (format == WireFormat.Etf) return WriteTerm(output, prefix, payload.Shared(format));
        if (format != WireFormat.Json)
        {
            if (_events < ushort.MaxValue) _events++;
            return _private is { } stream && MayBePrivate(payload) ? WritePrivate(output, stream, prefix, payload) : WriteSpliced(output, prefix, payload.Shared(format));
        }

        if (CompressesPayloads && payload.IsPrivate && payload.Length >= GatewayLimits.CompressedPayloadBytes)
            return WriteCompressed(output, prefix, payload);

        var length = prefix.Length + payload.Length;
        var total = FrameWriter.HeaderLength(length) + length;
        if (total <= OneBlock)
        {
            var span = output.GetSpan(total);
            var header = FrameWriter.WriteHeader(span, FrameWriter.Text, length);
            prefix.CopyTo(span[header..]);
            payload.CopyTo(span[(header + prefix.Length)..]);
            output.Advance(total);
            return total;
        }

        WriteHeader(output, FrameWriter.Text, length);
        output.Write(prefix);
        output.Write(payload.Head);
        WriteLarge(output, payload.Body);
        WriteLarge(output, payload.Suffix);
        output.Write("}"u8);
        return total;
    }

    /// <summary>Writes an answer that is the same for everybody; returns the bytes of its payload.</summary>
    public int WriteControl(IBufferWriter<byte> output, ControlMessage message)
    {
        var bytes = message.In(format);
        return format switch
        {
            WireFormat.Json => WriteWhole(output, FrameWriter.Text, bytes),
            WireFormat.Etf => WriteWhole(output, FrameWriter.Binary, bytes),
            _ => _private is { } stream ? WritePrivate(output, stream, message.InPlain(format)) : WriteSpliced(output, default, bytes),
        };
    }

    /// <summary>
    /// Looked after now and then: a quiet connection gets a compressor of its own when there is one left, one with nothing to
    /// compress gives it back, and so does one that has ended (null). A busy one has given it back by itself.
    /// </summary>
    public void Review(PrivateStreams? streams, bool isMobile)
    {
        var events = _events;
        _events = 0;
        if (_private is not null && (streams is null || (events == 0 && !isMobile))) ReturnPrivate();
        else if (_private is null && streams is not null && format is not (WireFormat.Json or WireFormat.Etf)
            && (isMobile ? events < GatewayLimits.PrivateEvents : events is > 0 and < GatewayLimits.PrivateEvents / 2))
            _private = streams.Rent(format);
    }

    /// <summary>Writes the answer to a ping; returns the bytes of its payload.</summary>
    public static int WritePong(IBufferWriter<byte> output, ReadOnlySpan<byte> ping) => WriteWhole(output, FrameWriter.Pong, ping);

    /// <summary>Writes a close frame; an empty one for codes that must not be sent.</summary>
    public static void WriteClose(IBufferWriter<byte> output, int code)
    {
        var length = code is < 1000 or > 4999 or 1005 or 1006 or 1015 ? 0 : 2;
        var span = output.GetSpan(4);
        FrameWriter.WriteHeader(span, FrameWriter.Close, length);
        if (length > 0) BinaryPrimitives.WriteUInt16BigEndian(span[2..], (ushort)code);
        output.Advance(2 + length);
    }

    private static int WritePrefix(Span<byte> target, uint sequence)
    {
        "{\"s\":"u8.CopyTo(target);
        Utf8Formatter.TryFormat(sequence, target[5..], out var digits);
        return 5 + digits;
    }

    private static int WriteTerm(IBufferWriter<byte> output, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> entries)
    {
        var length = prefix.Length + entries.Length;
        WriteHeader(output, FrameWriter.Binary, length);
        output.Write(prefix);
        WriteLarge(output, entries);
        return FrameWriter.HeaderLength(length) + length;
    }

    // In a busy channel everybody would compress the same for himself.
    private bool MayBePrivate(SharedPayload payload)
    {
        if (_events > GatewayLimits.PrivateEvents) ReturnPrivate();
        else if (LengthOf(payload) > PrivateStream.LongestMessage - EtfPayload.LongestPrefix) _private!.Forget();
        else return true;
        return false;
    }

    private readonly int LengthOf(SharedPayload payload) => IsEtf ? payload.Shared(WireFormat.Etf).Length : payload.Length;

    private void ReturnPrivate()
    {
        _private!.Dispose();
        _private = null;
    }

    private int WritePrivate(IBufferWriter<byte> output, PrivateStream stream, ReadOnlySpan<byte> prefix, SharedPayload payload)
    {
        var length = prefix.Length + LengthOf(payload);
        var plain = ArrayPool<byte>.Shared.Rent(length);
        prefix.CopyTo(plain);
        if (IsEtf) payload.Shared(WireFormat.Etf).CopyTo(plain.AsSpan(prefix.Length));
        else payload.CopyTo(plain.AsSpan(prefix.Length));
        var written = WritePrivate(output, stream, plain.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(plain);
        return written;
    }

    private int WritePrivate(IBufferWriter<byte> output, PrivateStream stream, ReadOnlySpan<byte> message)
    {
        var piece = stream.Compress(message);
        var start = _hasStreamStarted ? default : StreamStart;
        WriteHeader(output, FrameWriter.Binary, start.Length + piece.Length);
        output.Write(start);
        _hasStreamStarted = true;
        WriteLarge(output, piece);
        return start.Length + piece.Length;
    }

    private static int WriteWhole(IBufferWriter<byte> output, byte first, ReadOnlySpan<byte> message)
    {
        WriteHeader(output, first, message.Length);
        output.Write(message);
        return message.Length;
    }

    private int WriteSpliced(IBufferWriter<byte> output, ReadOnlySpan<byte> stored, ReadOnlySpan<byte> blocks)
    {
        var start = _hasStreamStarted ? default : StreamStart;
        var head = IsZstd ? ZstdSplice.BlockHeader : ZlibSplice.StoredHeader;
        var storedBytes = stored.IsEmpty ? 0 : head + stored.Length;
        var length = start.Length + storedBytes + blocks.Length;
        WriteHeader(output, FrameWriter.Binary, length);
        if (!_hasStreamStarted) output.Write(start);
        _hasStreamStarted = true;
        if (!stored.IsEmpty)
        {
            var span = output.GetSpan(storedBytes);
            if (IsZstd) ZstdSplice.WriteRawHeader(span, stored.Length);
            else ZlibSplice.WriteStoredHeader(span, stored.Length);
            stored.CopyTo(span[head..]);
            output.Advance(storedBytes);
        }

        WriteLarge(output, blocks);
        return length;
    }

    private static int WriteCompressed(IBufferWriter<byte> output, ReadOnlySpan<byte> prefix, SharedPayload payload)
    {
        var plain = ArrayPool<byte>.Shared.Rent(prefix.Length + payload.Length);
        prefix.CopyTo(plain);
        payload.CopyTo(plain.AsSpan(prefix.Length));
        var compressed = ZlibSplice.Whole(plain.AsSpan(0, prefix.Length + payload.Length));
        ArrayPool<byte>.Shared.Return(plain);
        WriteHeader(output, FrameWriter.Binary, compressed.Length);
        WriteLarge(output, compressed);
        return compressed.Length;
    }

    // In large pieces: a pipe keeps a segment for each piece it once had, so a welcome in blocks of 4 KB would cost every
    // idle connection more than a kilobyte for ever.
    private static void WriteLarge(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, LargePiece)];
            piece.CopyTo(output.GetSpan(piece.Length));
            output.Advance(piece.Length);
            bytes = bytes[piece.Length..];
        }
    }

    private static void WriteHeader(IBufferWriter<byte> output, byte first, int length) =>
        output.Advance(FrameWriter.WriteHeader(output.GetSpan(FrameWriter.LongestHeader), first, length));
}
