using System.Text;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Etf;

namespace Guildhall.Gateway.Connections;

/// <summary>A payload other than a dispatch, the same for every session, in all forms it can take on the wire.</summary>
internal sealed class ControlMessage(string json)
{
    private readonly byte[] _plain = Encoding.UTF8.GetBytes(json);
    private readonly byte[] _deflated = ZlibSplice.Deflate(Encoding.UTF8.GetBytes(json));

    private readonly byte[] _etf = EtfEncoder.Message(Encoding.UTF8.GetBytes(json));
    private readonly byte[] _etfDeflated = ZlibSplice.Deflate(EtfEncoder.Message(Encoding.UTF8.GetBytes(json)));

    public ReadOnlySpan<byte> Plain => _plain;

    /// <summary>Deflate blocks from empty history, ended by a sync flush.</summary>
    public ReadOnlySpan<byte> Deflated => _deflated;

    /// <summary>The same as a term.</summary>
    public ReadOnlySpan<byte> Etf => _etf;

    /// <summary>The term as deflate blocks.</summary>
    public ReadOnlySpan<byte> EtfDeflated => _etfDeflated;

    public static readonly ControlMessage HeartbeatAck = new("""{"t":null,"s":null,"op":11,"d":null}""");
    public static readonly ControlMessage AskForHeartbeat = new("""{"t":null,"s":null,"op":1,"d":null}""");
    public static readonly ControlMessage Reconnect = new("""{"t":null,"s":null,"op":7,"d":null}""");
    public static readonly ControlMessage InvalidSession = new("""{"t":null,"s":null,"op":9,"d":false}""");

    public static ControlMessage Hello(TimeSpan heartbeatInterval) =>
        new($$$"""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":{{{(long)heartbeatInterval.TotalMilliseconds}}}}}""");
}
