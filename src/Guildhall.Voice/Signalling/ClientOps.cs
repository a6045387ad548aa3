using System.Text.Json;
using Guildhall.Cluster.Actors;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rooms;

namespace Guildhall.Voice.Signalling;

/// <summary>What a client may say to its room, op by op: a message for the room, or the code that closes the socket.</summary>
internal static class ClientOps
{
    /// <summary>Characters of a session_id.</summary>
    public const int SessionNameLength = 128;

    /// <summary>Characters of a token.</summary>
    public const int TokenLength = 128;

    private const int SpeakingFlags = 7;
    private const int Streams = 8;
    private const int Wanted = 64;
    private const int MaxHeight = 4320;

    /// <summary>True for the ops that clients send.</summary>
    public static bool IsKnown(int op) => (VoiceOpcode)op is VoiceOpcode.Identify or VoiceOpcode.SelectProtocol or VoiceOpcode.Heartbeat or VoiceOpcode.Speaking
        or VoiceOpcode.Resume or VoiceOpcode.Video or VoiceOpcode.MediaSinkWants or VoiceOpcode.DaveTransitionReady or VoiceOpcode.DaveKeyPackage
        or VoiceOpcode.DaveCommitWelcome or VoiceOpcode.DaveInvalidCommit;

    /// <summary>Reads a message of a known client.</summary>
    public static (IActorMessage? Message, VoiceCloseCode Refusal) Read(ClientFrame frame, VoiceSessionId session)
    {
        var op = (VoiceOpcode)frame.Op;
        if (frame.Body is { } body)
        {
            return op is VoiceOpcode.DaveKeyPackage or VoiceOpcode.DaveCommitWelcome
                ? (new EncryptionFrame(session, op, body), VoiceCloseCode.None)
                : Refused(IsKnown(frame.Op) ? VoiceCloseCode.DecodeError : VoiceCloseCode.UnknownOpcode);
        }

        return op switch
        {
            VoiceOpcode.SelectProtocol => Select(frame, session),
            VoiceOpcode.Speaking => Speaking(frame, session),
            VoiceOpcode.Video => Video(frame, session),
            VoiceOpcode.MediaSinkWants => Wants(frame, session),
            VoiceOpcode.DaveTransitionReady or VoiceOpcode.DaveInvalidCommit => frame.Data.ValueKind == JsonValueKind.Object
                ? (new EncryptionOrder(session, op, frame.Data), VoiceCloseCode.None)
                : Refused(VoiceCloseCode.DecodeError),
            _ => Refused(IsKnown(frame.Op) ? VoiceCloseCode.DecodeError : VoiceCloseCode.UnknownOpcode),
        };
    }

    private static (IActorMessage? Message, VoiceCloseCode Refusal) Select(ClientFrame frame, VoiceSessionId session)
    {
        if (frame.Data.ValueKind != JsonValueKind.Object || !frame.Data.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            return Refused(frame.Text("protocol", 32) is null or "udp" or "webrtc" ? VoiceCloseCode.BadRequest : VoiceCloseCode.UnknownProtocol);
        var inner = frame with { Data = data };
        switch (frame.Text("protocol", 32))
        {
            case "udp":
                if (inner.Text("mode", 64) is not { } name || inner.Text("address", 64) is not { } address || inner.Number("port") is not (>= 0 and <= 65_535 and var port))
                    return Refused(VoiceCloseCode.BadRequest);
                return TransportModes.Parse(name) is { } mode
                    ? (new SelectUdp(session, mode, address, (int)port), VoiceCloseCode.None)
                    : Refused(VoiceCloseCode.UnknownEncryptionMode);
            case "webrtc":
                return inner.Text("sdp", VoiceLimits.ClientFrameBytes) is { } offer
                    ? (new SelectRtc(session, offer), VoiceCloseCode.None)
                    : Refused(VoiceCloseCode.BadRequest);
            default:
                return Refused(VoiceCloseCode.UnknownProtocol);
        }
    }

    private static (IActorMessage? Message, VoiceCloseCode Refusal) Speaking(ClientFrame frame, VoiceSessionId session)
    {
        // Old clients say true and false.
        var isFlag = frame.Data.ValueKind == JsonValueKind.Object && frame.Data.TryGetProperty("speaking", out var said) && said.ValueKind is JsonValueKind.True or JsonValueKind.False;
        var flags = isFlag ? (frame.Data.GetProperty("speaking").GetBoolean() ? 1 : 0) : frame.Number("speaking");
        return flags is >= 0 and <= int.MaxValue ? (new SaySpeaking(session, (int)flags & SpeakingFlags), VoiceCloseCode.None) : Refused(VoiceCloseCode.DecodeError);
    }

    private static (IActorMessage? Message, VoiceCloseCode Refusal) Video(ClientFrame frame, VoiceSessionId session)
    {
        var streams = new List<StreamState>();
        foreach (var item in Items(frame, "streams", Streams))
        {
            var one = new ClientFrame(frame.Op, item, null);
            var isActive = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("active", out var active) && active.ValueKind == JsonValueKind.True;
            if (SlotKinds.Parse(one.Text("kind", 32)) is { } kind && kind != SlotKind.Audio && !streams.Exists(stream => stream.Kind == kind)) streams.Add(new(kind, isActive));
        }

        return (new SayStreams(session, streams), VoiceCloseCode.None);
    }

    private static (IActorMessage? Message, VoiceCloseCode Refusal) Wants(ClientFrame frame, VoiceSessionId session)
    {
        var wanted = new List<WantedVideo>();
        foreach (var item in Items(frame, "want", Wanted))
        {
            var one = new ClientFrame(frame.Op, item, null);
            if (one.Id("user_id") is not { } user || SlotKinds.Parse(one.Text("kind", 32)) is not { } kind || one.Number("height") is not (>= 0 and var height)) continue;
            wanted.Add(new WantedVideo(new UserId(user), kind, (int)Math.Min(height, MaxHeight)));
        }

        return (new WantVideos(session, wanted), VoiceCloseCode.None);
    }

    // Clients of other kinds say other things under these ops; what is no list of ours is an empty one.
    private static IEnumerable<JsonElement> Items(ClientFrame frame, string name, int most) =>
        frame.Data.ValueKind == JsonValueKind.Object && frame.Data.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Take(most)
            : [];

    private static (IActorMessage? Message, VoiceCloseCode Refusal) Refused(VoiceCloseCode code) => (null, code);
}
