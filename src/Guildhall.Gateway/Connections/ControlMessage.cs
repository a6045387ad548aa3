using System.Text;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Etf;

namespace Guildhall.Gateway.Connections;

/// <summary>A payload other than a dispatch, the same for every session, in all forms it can take on the wire.</summary>
internal sealed class ControlMessage
{
    private readonly byte[][] _forms;

    private ControlMessage(string json)
    {
        var plain = Encoding.UTF8.GetBytes(json);
        var term = EtfEncoder.Message(plain);
        _forms = new byte[(int)WireFormat.EtfInZstd + 1][];
        _forms[(int)WireFormat.Json] = plain;
        _forms[(int)WireFormat.JsonInZlib] = ZlibSplice.Deflate(plain);
        _forms[(int)WireFormat.Etf] = term;
        _forms[(int)WireFormat.EtfInZlib] = ZlibSplice.Deflate(term);
        _forms[(int)WireFormat.JsonInZstd] = ZstdSplice.IsAvailable ? ZstdSplice.Compress(plain) : [];
        _forms[(int)WireFormat.EtfInZstd] = ZstdSplice.IsAvailable ? ZstdSplice.Compress(term) : [];
    }

    /// <summary>The message in a format; in a compressed one the blocks of its stream, from empty history.</summary>
    public ReadOnlySpan<byte> In(WireFormat format) => _forms[(int)format];

    /// <summary>What the blocks of a compressed format say.</summary>
    public ReadOnlySpan<byte> InPlain(WireFormat format) => _forms[(int)(format >= WireFormat.Etf ? WireFormat.Etf : WireFormat.Json)];

    public static readonly ControlMessage HeartbeatAck = new("""{"t":null,"s":null,"op":11,"d":null}""");
    public static readonly ControlMessage AskForHeartbeat = new("""{"t":null,"s":null,"op":1,"d":null}""");
    public static readonly ControlMessage Reconnect = new("""{"t":null,"s":null,"op":7,"d":null}""");
    public static readonly ControlMessage InvalidSession = new("""{"t":null,"s":null,"op":9,"d":false}""");

    public static ControlMessage Hello(TimeSpan heartbeatInterval) =>
        new($$$"""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":{{{(long)heartbeatInterval.TotalMilliseconds}}}}}""");
}
