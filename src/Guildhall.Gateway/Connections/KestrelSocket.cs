using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Etf;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Sessions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Gateway.Connections;

/// <summary>
/// WebSocket frames on a pipe of Kestrel: the socket's own one, or that of an upgraded request. Before a session is bound the
/// connection's task writes; afterwards only the shard does.
/// </summary>
internal sealed class KestrelSocket : ISocketTransport
{
    private const int OneBlock = 4_096;
    private const int LargePiece = 32 * 1_024;
    private readonly PipeWriter _output;
    private readonly object _connection;
    private readonly WireFormat _format;
    private SessionShard? _shard;
    private SessionRow? _row;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private Action? _onFlushed;
    private byte[]? _ping;
    private bool _hasStreamStarted;
    private volatile bool _isReleased;

    /// <param name="connection">What to abort: a ConnectionContext, or the HttpContext of an upgraded request.</param>
    public KestrelSocket(PipeReader input, PipeWriter output, object connection, WireFormat format)
    {
        Input = input;
        _output = output;
        _connection = connection;
        _format = format;
    }

    public PipeReader Input { get; }

    /// <summary>True when the client's payloads are terms too.</summary>
    public bool IsEtf => _format >= WireFormat.Etf;

    public bool IsBlocked { get; private set; }

    /// <summary>True once the shard has closed the socket: the connection's task only waits for the client's farewell.</summary>
    public bool IsReleased => _isReleased;

    /// <summary>Set when IDENTIFY asked for payload compression, which transport compression rules out.</summary>
    public bool CompressesPayloads { get; set; }

    public void Bind(SessionShard shard, SessionRow row)
    {
        _shard = shard;
        _row = row;
    }

    public int WriteDispatch(uint sequence, SharedPayload payload)
    {
        Span<byte> prefix = stackalloc byte[16];
        "{\"s\":"u8.CopyTo(prefix);
        Utf8Formatter.TryFormat(sequence, prefix[5..], out var digits);
        prefix = prefix[..(5 + digits)];
        if (_format != WireFormat.Json)
            return _format == WireFormat.JsonInZlib ? WriteSpliced(prefix, payload.Deflated()) : WriteTerm(sequence, payload.Etf());
        if (CompressesPayloads && payload.IsPrivate && payload.Length >= GatewayLimits.CompressedPayloadBytes)
            return WriteCompressed(prefix, payload);

        var length = prefix.Length + payload.Length;
        var total = FrameWriter.HeaderLength(length) + length;
        if (total <= OneBlock)
        {
            var span = _output.GetSpan(total);
            var header = FrameWriter.WriteHeader(span, FrameWriter.Text, length);
            prefix.CopyTo(span[header..]);
            payload.CopyTo(span[(header + prefix.Length)..]);
            _output.Advance(total);
            return total;
        }

        WriteHeader(FrameWriter.Text, length);
        _output.Write(prefix);
        _output.Write(payload.Head);
        WriteLarge(payload.Body);
        WriteLarge(payload.Suffix);
        _output.Write("}"u8);
        return total;
    }

    public int WriteControl(ControlMessage message)
    {
        switch (_format)
        {
            case WireFormat.JsonInZlib: return WriteSpliced(default, message.Deflated);
            case WireFormat.EtfInZlib: return WriteSpliced(default, message.EtfDeflated);
            case WireFormat.Etf: return WriteWhole(FrameWriter.Binary, message.Etf);
            default: return WriteWhole(FrameWriter.Text, message.Plain);
        }
    }

    public int WritePong()
    {
        var ping = Interlocked.Exchange(ref _ping, null) ?? [];
        WriteHeader(FrameWriter.Pong, ping.Length);
        _output.Write(ping);
        return ping.Length;
    }

    /// <summary>Keeps a ping's payload for the next pong; a newer one replaces it, as the protocol allows.</summary>
    public void RememberPing(ReadOnlySpan<byte> payload) => Interlocked.Exchange(ref _ping, payload.ToArray());

    public bool Flush()
    {
        // The result of a flush that waits is taken once, by Unblock.
#pragma warning disable CA2012
        var flush = _output.FlushAsync().ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
        if (flush.IsCompleted)
        {
            flush.GetResult();
            return true;
        }

        _flush = flush;
        IsBlocked = true;
        flush.UnsafeOnCompleted(_onFlushed ??= OnFlushed);
        return false;
    }

    public void Unblock()
    {
        _flush.GetResult();
        IsBlocked = false;
    }

    /// <summary>Flushes on the connection's own task, before a session is bound.</summary>
    public async ValueTask FlushNow(CancellationToken cancel) => await _output.FlushAsync(cancel);

    public void Close(int code)
    {
        if (IsBlocked)
        {
            Abort();
            return;
        }

        try
        {
            WriteClose(code);
            Flush();
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or OperationCanceledException)
        {
            AbortConnection();
        }

        Release();
    }

    /// <summary>Writes a close frame without flushing it; an empty one for codes that must not be sent.</summary>
    public void WriteClose(int code)
    {
        var length = code is < 1000 or > 4999 or 1005 or 1006 or 1015 ? 0 : 2;
        var span = _output.GetSpan(4);
        FrameWriter.WriteHeader(span, FrameWriter.Close, length);
        if (length > 0) BinaryPrimitives.WriteUInt16BigEndian(span[2..], (ushort)code);
        _output.Advance(2 + length);
    }

    public void Abort()
    {
        AbortConnection();
        Release();
    }

    private void AbortConnection()
    {
        if (_connection is ConnectionContext connection) connection.Abort();
        else ((HttpContext)_connection).Abort();
    }

    private void Release()
    {
        _isReleased = true;
        Input.CancelPendingRead();
    }

    private void OnFlushed() => _shard!.Post(new ShardItem(ShardItemKind.Flushed, _row, this));

    private int WriteTerm(uint sequence, EtfPayload payload)
    {
        Span<byte> prefix = stackalloc byte[EtfPayload.LongestPrefix];
        prefix = prefix[..EtfPayload.WritePrefix(prefix, sequence)];
        if (_format == WireFormat.EtfInZlib) return WriteSpliced(prefix, payload.Deflated);
        var length = prefix.Length + payload.Entries.Length;
        WriteHeader(FrameWriter.Binary, length);
        _output.Write(prefix);
        WriteLarge(payload.Entries);
        return FrameWriter.HeaderLength(length) + length;
    }

    private int WriteWhole(byte first, ReadOnlySpan<byte> message)
    {
        WriteHeader(first, message.Length);
        _output.Write(message);
        return message.Length;
    }

    private int WriteSpliced(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> blocks)
    {
        var start = _hasStreamStarted ? 0 : ZlibSplice.StreamStart.Length;
        var storedBytes = stored.IsEmpty ? 0 : ZlibSplice.StoredHeader + stored.Length;
        var length = start + storedBytes + blocks.Length;
        WriteHeader(FrameWriter.Binary, length);
        if (!_hasStreamStarted) _output.Write(ZlibSplice.StreamStart);
        _hasStreamStarted = true;
        if (!stored.IsEmpty)
        {
            var span = _output.GetSpan(storedBytes);
            ZlibSplice.WriteStoredHeader(span, stored.Length);
            stored.CopyTo(span[ZlibSplice.StoredHeader..]);
            _output.Advance(storedBytes);
        }

        WriteLarge(blocks);
        return length;
    }

    private int WriteCompressed(ReadOnlySpan<byte> prefix, SharedPayload payload)
    {
        var plain = ArrayPool<byte>.Shared.Rent(prefix.Length + payload.Length);
        prefix.CopyTo(plain);
        payload.CopyTo(plain.AsSpan(prefix.Length));
        var compressed = ZlibSplice.Whole(plain.AsSpan(0, prefix.Length + payload.Length));
        ArrayPool<byte>.Shared.Return(plain);
        WriteHeader(FrameWriter.Binary, compressed.Length);
        WriteLarge(compressed);
        return compressed.Length;
    }

    // In large pieces: the pipe keeps a segment for each piece it once had, so a welcome in blocks of 4 KB would cost every
    // idle connection more than a kilobyte for ever.
    private void WriteLarge(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, LargePiece)];
            piece.CopyTo(_output.GetSpan(piece.Length));
            _output.Advance(piece.Length);
            bytes = bytes[piece.Length..];
        }
    }

    private void WriteHeader(byte first, int length) =>
        _output.Advance(FrameWriter.WriteHeader(_output.GetSpan(FrameWriter.LongestHeader), first, length));
}
