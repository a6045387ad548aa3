using System.Buffers;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Fanout;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Million;

/// <summary>
/// A connection that ends here: its frames are composed like any other's, with its client's format, and where a socket would hand them to the
/// system they are counted and forgotten. Its client answers what it is asked.
/// </summary>
internal sealed class InProcessSocket(WireFormat format) : ISocketTransport
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _output;

    private FrameComposer _frames = new(format);
    private uint _received;
    private int _watched;
    private bool _isAsked;

    private static ArrayBufferWriter<byte> Output => _output ??= new ArrayBufferWriter<byte>(256 * 1024);

    /// <summary>The session, once it has one.</summary>
    public SessionRow? Row { get; private set; }

    public SessionShard? Shard { get; private set; }

    /// <summary>False once the server has ended it, which never happens to a client that reads and heartbeats.</summary>
    public bool IsOpen { get; private set; } = true;

    public bool IsBlocked => false;

    public bool CompressesPayloads
    {
        set => _frames.CompressesPayloads = value;
    }

    public SessionShard? Home => null;

    public ValueTask MoveTo(SessionShard shard) => ValueTask.CompletedTask;

    public void ReviewCompression(PrivateStreams? streams, bool isMobile) => _frames.Review(streams, isMobile);

    public void Bind(SessionShard shard, SessionRow row)
    {
        (Shard, Row) = (shard, row);
        Watch.Join(shard);
    }

    public int WriteDispatch(uint sequence, SharedPayload payload)
    {
        _received = sequence;
        if (Watch.Wants(payload.Name)) _watched++;
        return _frames.WriteDispatch(Output, sequence, payload);
    }

    public int WriteControl(ControlMessage message)
    {
        _isAsked |= ReferenceEquals(message, ControlMessage.AskForHeartbeat);
        return _frames.WriteControl(Output, message);
    }

    public int WritePong() => FrameComposer.WritePong(Output, []);

    public bool Flush()
    {
        Output.ResetWrittenCount();
        if (_watched > 0) Watch.Got(Shard!, _watched);
        _watched = 0;
        if (_isAsked) Heartbeat();
        _isAsked = false;
        return true;
    }

    /// <summary>Its client says that it lives, and what it has got.</summary>
    public void Heartbeat() => Shard?.Post(new ShardItem(ShardItemKind.Heartbeat, Row, this, First: _received + 1UL));

    public void Unblock()
    {
    }

    public void Close(int code) => Abort();

    public void Abort() => IsOpen = false;
}
