using System.Net;
using System.Text.Json.Nodes;
using Guildhall.VoiceLoad.Net;
using Guildhall.VoiceLoad.Rtc;
using Guildhall.VoiceLoad.Rtpsize;

namespace Guildhall.VoiceLoad.Signalling;

/// <summary>The voice gateway, version 8, from identify to keys: for a bot over UDP, or for a browser over WebRTC.</summary>
internal static class VoiceGateway
{
    private const int Identify = 0;
    private const int SelectProtocol = 1;
    private const int Ready = 2;
    private const int Heartbeat = 3;
    private const int SessionDescription = 4;
    private const int Speaking = 5;
    private const int Hello = 8;
    private const string Mode = "aead_aes256_gcm_rtpsize";

    /// <summary>A bot that is heard and hears.</summary>
    public static async Task<(BotPeer Peer, JsonSocket Voice)> JoinAsBot(Seat seat, CancellationToken cancel)
    {
        var voice = await JsonSocket.Open(new Uri($"wss://{seat.Endpoint}/?v=8"), cancel);
        var ready = await Introduce(voice, seat, false, cancel);
        var peer = new BotPeer { Socket = Sockets.Open(IPAddress.Loopback), Ssrc = ready.GetProperty("ssrc").GetUInt32() };
        var server = new IPEndPoint(IPAddress.Parse(ready.GetProperty("ip").GetString()!), ready.GetProperty("port").GetInt32());
        var own = await peer.Discover(server, cancel);
        await voice.Send(SelectProtocol, new JsonObject
        {
            ["protocol"] = "udp",
            ["data"] = new JsonObject { ["address"] = own.Address.ToString(), ["port"] = own.Port, ["mode"] = Mode },
        }, cancel);
        var description = (await voice.NextOp(SessionDescription, cancel)).GetProperty("d");
        peer.Secret = [.. description.GetProperty("secret_key").EnumerateArray().Select(part => part.GetByte())];
        await voice.Send(Speaking, new JsonObject { ["speaking"] = 1, ["delay"] = 0, ["ssrc"] = peer.Ssrc }, cancel);
        peer.KeepAlive();
        return (peer, voice);
    }

    /// <summary>A browser that is heard and hears. The address is that of the web client's own socket, such as ws://host/voice.</summary>
    public static async Task<(WebPeer Peer, JsonSocket Voice)> JoinAsBrowser(Uri address, Seat seat, DtlsIdentity identity, CancellationToken cancel)
    {
        var voice = await JsonSocket.Open(address, cancel);
        _ = await Introduce(voice, seat, true, cancel);
        var peer = new WebPeer { Socket = Sockets.Open(IPAddress.Loopback) };
        await Offer(voice, peer, identity, cancel);
        return (peer, voice);
    }

    private static async Task Offer(JsonSocket voice, WebPeer peer, DtlsIdentity identity, CancellationToken cancel)
    {
        await voice.Send(SelectProtocol, new JsonObject
        {
            ["protocol"] = "webrtc",
            ["data"] = new JsonObject { ["sdp"] = Descriptions.Offer(peer, identity.Fingerprint) },
        }, cancel);
        var description = (await voice.NextOp(SessionDescription, cancel)).GetProperty("d");
        var remote = RemoteDescription.Parse(description.GetProperty("sdp").GetString()!);
        peer.PayloadType = remote.PayloadType;
        await peer.Connect(identity, remote, cancel);
    }

    private static async Task<System.Text.Json.JsonElement> Introduce(JsonSocket voice, Seat seat, bool isBrowser, CancellationToken cancel)
    {
        var hello = await voice.NextOp(Hello, cancel);
        var identify = new JsonObject
        {
            ["server_id"] = seat.Server,
            ["user_id"] = seat.User,
            ["session_id"] = seat.Session,
            ["token"] = seat.Token,
            ["max_dave_protocol_version"] = 0,
        };
        if (isBrowser) identify["video"] = true;
        await voice.Send(Identify, identify, cancel);
        var interval = hello.GetProperty("d").GetProperty("heartbeat_interval").GetDouble();
        voice.Beat(TimeSpan.FromMilliseconds(interval), Heartbeat, () => new JsonObject { ["t"] = Environment.TickCount64, ["seq_ack"] = voice.Sequence });
        return (await voice.NextOp(Ready, cancel)).GetProperty("d");
    }
}
