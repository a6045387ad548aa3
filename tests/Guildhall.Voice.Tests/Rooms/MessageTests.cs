using System.Text.Json;
using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Calls;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rooms;
using Guildhall.Voice.Signalling;

namespace Guildhall.Voice.Tests.Rooms;

/// <summary>What rooms are told could travel to another node.</summary>
public sealed class MessageTests
{
    private static readonly VoiceSessionId Session = new(7);
    private static readonly PeerId Peer = new(9);

    private static readonly IActorMessage[] All =
    [
        new TakeSeat(new RoomSeat(new GuildId(1), new ChannelId(2), new UserId(3), new SessionRef(4), "name", RoomRights.Speak | RoomRights.Hear) { IsStage = true, Region = "main", Bitrate = 64_000, WantsServer = true, IsAsked = true, IsGuess = true }),
        new LeaveSeat(new UserId(3)),
        new JoinRoom(Session, 8, new Snowflake(1), new UserId(3), "name", [1, 2, 3], 1),
        new FindSession(new Snowflake(1), "name", [4, 5]),
        new SelectUdp(Session, TransportMode.XChaCha, "127.0.0.1", 4_000),
        new SelectRtc(Session, "v=0"),
        new SaySpeaking(Session, 5),
        new SayStreams(Session, [new StreamState(SlotKind.Screen, true)]),
        new WantVideos(Session, [new WantedVideo(new UserId(3), SlotKind.Camera, 720)]),
        new EncryptionOrder(Session, VoiceOpcode.DaveTransitionReady, JsonDocument.Parse("{\"transition_id\":3}").RootElement),
        new EncryptionFrame(Session, VoiceOpcode.DaveKeyPackage, [1, 2]),
        new SocketGone(Session),
        new SocketBack(Session),
        new GraceOver(Session, 2),
        new GuessOver(new UserId(3), "name"),
        new PeerReached(Peer),
        new PeerSpoke(Peer, true),
        new PeerLost(Peer),
        new PeerSpent(Peer),
        new PeerMeasured(Peer, new PeerQuality(0.1, double.NaN, 2, double.NaN, 3, 4, 5)),
        new PeerSlotted(Peer, [new SlotContent("4", new UserId(3), SlotKind.Audio), new SlotContent("5", null, SlotKind.Camera)]),
        new WorkerGone(1, TimeSpan.FromMilliseconds(2)),
        new Rebind(3),
        new DrainRoom(),
        new TellQuality(),
        new WakeEncryption(4),
    ];

    [Fact]
    public void Every_message_survives_a_trip_through_bytes()
    {
        var codec = new MessageCodec();
        foreach (var message in All)
        {
            var bytes = codec.Encode(message);
            var back = codec.Decode(bytes);
            back.ShouldBeOfType(message.GetType());
            JsonSerializer.Serialize(codec.Decode(codec.Encode(back)), back.GetType(), Named).ShouldBe(JsonSerializer.Serialize(message, message.GetType(), Named));
        }
    }

    [Fact]
    public void No_message_is_left_out_here()
    {
        var kinds = typeof(VoiceService).Assembly.GetTypes().Where(static type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IActorMessage)));
        kinds.Except(All.Select(static message => message.GetType())).ShouldBeEmpty();
    }

    private static readonly JsonSerializerOptions Named = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
}
