using System.Text.Json;
using Guildhall.Cluster.Actors;
using Guildhall.Community.Calls;
using Guildhall.Voice.Media;
using Guildhall.Voice.Signalling;

namespace Guildhall.Voice.Rooms;

/// <summary>What a room is told by its guild: somebody sits down, or their rights have changed.</summary>
internal sealed record TakeSeat(RoomSeat Seat) : IActorMessage;

/// <summary>What a room is told by its guild: somebody has left.</summary>
internal sealed record LeaveSeat(UserId User) : IActorMessage;

/// <summary>Op 0. The token comes as its hash.</summary>
internal sealed record JoinRoom(VoiceSessionId Session, int Version, Snowflake Server, UserId User, string SessionName, byte[] TokenHash, int MaxDaveVersion) : IAsk<RoomAnswer>;

/// <summary>Op 7. The token comes as its hash.</summary>
internal sealed record FindSession(Snowflake Server, string SessionName, byte[] TokenHash) : IAsk<RoomAnswer>;

/// <summary>The answer to <see cref="JoinRoom"/> and <see cref="FindSession"/>: the session, or why there is none.</summary>
internal sealed record RoomAnswer(VoiceCloseCode Refusal, VoiceSessionId Session);

/// <summary>Op 1 of a bot: how its packets are to be sealed, and where it says it is.</summary>
internal sealed record SelectUdp(VoiceSessionId Session, TransportMode Mode, string Address, int Port) : IActorMessage;

/// <summary>Op 1 of a browser: its whole offer.</summary>
internal sealed record SelectRtc(VoiceSessionId Session, string Offer) : IActorMessage;

/// <summary>Op 5 of a client.</summary>
internal sealed record SaySpeaking(VoiceSessionId Session, int Flags) : IActorMessage;

/// <summary>Op 12 of a client: what it sends besides the voice.</summary>
internal sealed record SayStreams(VoiceSessionId Session, IReadOnlyList<StreamState> Streams) : IActorMessage;

/// <summary>One medium and whether it is sent.</summary>
internal sealed record StreamState(SlotKind Kind, bool IsActive);

/// <summary>Op 15 of a client: which videos it shows, and how high.</summary>
internal sealed record WantVideos(VoiceSessionId Session, IReadOnlyList<WantedVideo> Wanted) : IActorMessage;

/// <summary>A video and its height in pixels; 0 for none.</summary>
internal sealed record WantedVideo(UserId User, SlotKind Kind, int Height);

/// <summary>An end-to-end encryption op of a client in JSON (23, 31).</summary>
internal sealed record EncryptionOrder(VoiceSessionId Session, VoiceOpcode Op, JsonElement Data) : IActorMessage;

/// <summary>An end-to-end encryption op of a client in bytes (26, 28).</summary>
internal sealed record EncryptionFrame(VoiceSessionId Session, VoiceOpcode Op, byte[] Body) : IActorMessage;

/// <summary>A session's socket has gone.</summary>
internal sealed record SocketGone(VoiceSessionId Session) : IActorMessage;

/// <summary>A session has a socket again.</summary>
internal sealed record SocketBack(VoiceSessionId Session) : IActorMessage;

/// <summary>The time to resume is over.</summary>
internal sealed record GraceOver(VoiceSessionId Session, int Loss) : IActorMessage;

/// <summary>A session that did not ask for its seat has had time to connect.</summary>
internal sealed record GuessOver(UserId User, string SessionName) : IActorMessage;

/// <summary>A worker has heard a peer's first packet, or it has moved.</summary>
internal sealed record PeerReached(PeerId Peer) : IActorMessage;

/// <summary>A worker hears a peer, or does no longer.</summary>
internal sealed record PeerSpoke(PeerId Peer, bool IsSpeaking) : IActorMessage;

/// <summary>A worker hears nothing at all of a peer.</summary>
internal sealed record PeerLost(PeerId Peer) : IActorMessage;

/// <summary>A bot's key is nearly used up; it has to come anew.</summary>
internal sealed record PeerSpent(PeerId Peer) : IActorMessage;

/// <summary>A worker's figures of a peer.</summary>
internal sealed record PeerMeasured(PeerId Peer, PeerQuality Quality) : IActorMessage;

/// <summary>What a browser's sections carry now.</summary>
internal sealed record PeerSlotted(PeerId Peer, IReadOnlyList<SlotContent> Slots) : IActorMessage;

/// <summary>The worker of the room is lost; the room waits a moment before it asks for another, so that not all do at once.</summary>
internal sealed record WorkerGone(int Worker, TimeSpan Moment) : IActorMessage;

/// <summary>Look for a worker now.</summary>
internal sealed record Rebind(int Generation) : IActorMessage;

/// <summary>The process stops: clients are told to wait for another endpoint.</summary>
internal sealed record DrainRoom : IAsk<Nothing>;

/// <summary>Send browsers the figures.</summary>
internal sealed record TellQuality : IActorMessage;

/// <summary>Something that the room's encryption has asked to be woken for.</summary>
internal sealed record WakeEncryption(int Reason) : IActorMessage;
