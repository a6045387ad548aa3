using System.Text;
using Guildhall.Gateway.Compression;

namespace Guildhall.Gateway.Connections;

/// <summary>A payload other than a dispatch, the same for every session, in both forms it can take on the wire.</summary>
internal sealed class ControlMessage(string json)
{
    private readonly byte[] _plain = Encoding.UTF8.GetBytes(json);
    private readonly byte[] _deflated = ZlibSplice.Deflate(Encoding.UTF8.GetBytes(json));

    public ReadOnlySpan<byte> Plain => _plain;

    /// <summary>Deflate blocks from empty history, ended by a sync flush.</summary>
    public ReadOnlySpan<byte> Deflated => _deflated;

    public static readonly ControlMessage HeartbeatAck = new("""{"t":null,"s":null,"op":11,"d":null}""");
    public static readonly ControlMessage AskForHeartbeat = new("""{"t":null,"s":null,"op":1,"d":null}""");
    public static readonly ControlMessage Reconnect = new("""{"t":null,"s":null,"op":7,"d":null}""");
    public static readonly ControlMessage InvalidSession = new("""{"t":null,"s":null,"op":9,"d":false}""");

    public static ControlMessage Hello(TimeSpan heartbeatInterval) =>
        new($$$"""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":{{{(long)heartbeatInterval.TotalMilliseconds}}}}}""");
}
