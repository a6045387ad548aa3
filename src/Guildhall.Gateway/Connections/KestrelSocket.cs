using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Guildhall.Gateway.Compression;
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
    private readonly PipeWriter _output;
    private readonly object _connection;
    private FrameComposer _frames;
    private SessionShard? _shard;
    private SessionRow? _row;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private Action? _onFlushed;
    private byte[]? _ping;
    private volatile bool _isReleased;

    /// <param name="connection">What to abort: a ConnectionContext, or the HttpContext of an upgraded request.</param>
    public KestrelSocket(PipeReader input, PipeWriter output, object connection, WireFormat format)
    {
        Input = input;
        _output = output;
        _connection = connection;
        _frames = new FrameComposer(format);
    }

    public PipeReader Input { get; }

    /// <summary>True when the client's payloads are terms too.</summary>
    public bool IsEtf => _frames.IsEtf;

    public bool IsBlocked { get; private set; }

    /// <summary>True once the shard has closed the socket: the connection's task only waits for the client's farewell.</summary>
    public bool IsReleased => _isReleased;

    /// <summary>How the connection ends as soon as the flush that waits is done; the shard's.</summary>
    public SocketRelease? Leaving { get; set; }

    public bool CompressesPayloads
    {
        set => _frames.CompressesPayloads = value;
    }

    // Kestrel's pipes may be written from anywhere.
    public SessionShard? Home => null;

    public ValueTask MoveTo(SessionShard shard) => ValueTask.CompletedTask;

    public void ReviewCompression(PrivateStreams? streams, bool isMobile) => _frames.Review(streams, isMobile);

    public void Bind(SessionShard shard, SessionRow row)
    {
        _shard = shard;
        _row = row;
    }

    public int WriteDispatch(uint sequence, SharedPayload payload) => _frames.WriteDispatch(_output, sequence, payload);

    public int WriteControl(ControlMessage message) => _frames.WriteControl(_output, message);

    public int WritePong() => FrameComposer.WritePong(_output, Interlocked.Exchange(ref _ping, null) ?? []);

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

    /// <summary>Writes a close frame without flushing it.</summary>
    public void WriteClose(int code) => FrameComposer.WriteClose(_output, code);

    public void Abort()
    {
        AbortConnection();
        Release();
    }

    // Not on the shard's thread: Kestrel closes the descriptor there and then, and a loop's own table has another one of that number.
    private void AbortConnection() => ThreadPool.UnsafeQueueUserWorkItem(
        static connection =>
        {
            if (connection is ConnectionContext context) context.Abort();
            else ((HttpContext)connection).Abort();
        },
        _connection,
        preferLocal: false);

    private void Release()
    {
        _isReleased = true;
        Input.CancelPendingRead();
    }

    private void OnFlushed() => _shard!.Post(new ShardItem(ShardItemKind.Flushed, _row, this));
}
