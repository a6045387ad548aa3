using System.Text;
using Guildhall.Voice.Signalling;

namespace Guildhall.Voice.Fuzz.Targets;

/// <summary>Messages to the voice gateway, as text and as bytes: each becomes a message for the room, or a close code.</summary>
internal sealed class GatewayTarget : FuzzTarget
{
    private readonly byte[] _copy = new byte[Mutator.Largest];

    public override string Name => "voice gateway";

    public override int Weight => 8;

    public override IReadOnlyList<byte[]> Samples { get; } =
    [
        .. new[]
        {
            """{"op":0,"d":{"server_id":"41771983423143937","user_id":"104694319306248192","session_id":"my_session_id","token":"my_token","max_dave_protocol_version":1,"video":true}}""",
            """{"op":1,"d":{"protocol":"udp","data":{"address":"127.0.0.1","port":1337,"mode":"aead_aes256_gcm_rtpsize"}}}""",
            """{"op":1,"d":{"protocol":"webrtc","data":{"sdp":"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n"},"rtc_connection_id":"x","codecs":[]}}""",
            """{"op":3,"d":{"t":1501184119561,"seq_ack":10}}""",
            """{"op":3,"d":1501184119561}""",
            """{"op":5,"d":{"speaking":5,"delay":0,"ssrc":1}}""",
            """{"op":5,"d":{"speaking":true,"delay":0,"ssrc":4294967295}}""",
            """{"op":7,"d":{"server_id":"41771983423143937","session_id":"my_session_id","token":"my_token","seq_ack":10}}""",
            """{"op":12,"d":{"streams":[{"kind":"camera","active":true},{"kind":"screen","active":false},{"kind":"screen_audio","active":true}]}}""",
            """{"op":15,"d":{"want":[{"user_id":"104694319306248192","kind":"camera","height":360},{"user_id":1,"kind":"screen","height":1e9}]}}""",
            """{"op":23,"d":{"transition_id":10}}""",
            """{"op":31,"d":{"transition_id":65535}}""",
        }.Select(Encoding.UTF8.GetBytes),
        [26, 0, 1, 2, 3],
        [28, 0, 1],
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "\"op\":", "\"d\":", "null", "true", "[]", "{}", "[", "{", "}", "]", "\"", ",", "-1", "1e308", "1.5", "18446744073709551616", "\\u0000", "\\ud800", "\"protocol\":\"webrtc\"",
            "\"speaking\":", "\"streams\":[", "\"want\":[", "\"height\":-1", "\"kind\":\"camera\"", "\"op\":-1", "\"op\":2147483648", new string('[', 70), "\"seq_ack\":-5",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override int Feed(Span<byte> input, Dice dice)
    {
        input.CopyTo(_copy);
        if (ClientFrame.TryRead(_copy.AsMemory(0, input.Length), out var said)) Read(said);
        if (ClientFrame.TryReadBinary(input, out var body)) Read(body);
        return 0;
    }

    private static void Read(ClientFrame frame)
    {
        // What op 0 and op 7 read by themselves.
        _ = frame.Id("server_id");
        _ = frame.Id("user_id");
        _ = frame.Text("session_id", ClientOps.SessionNameLength);
        _ = frame.Text("token", ClientOps.TokenLength);
        _ = frame.Number("seq_ack");
        _ = frame.Number("max_dave_protocol_version");
        if (!ClientOps.IsKnown(frame.Op)) return;
        var (message, refusal) = ClientOps.Read(frame, default);
        if (message is null && refusal == VoiceCloseCode.None) throw new InvalidOperationException("neither a message nor a refusal");
    }
}
