using Guildhall.Cluster.Actors;
using Guildhall.Community.Calls;
using Guildhall.Voice.Allocation;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Signalling;

namespace Guildhall.Voice.Rooms;

/// <summary>
/// One voice channel while somebody sits in it: who sits there, who of them is connected, and which worker carries their packets.
/// It is told of seats by the guild, of clients by their sockets, and of packets by the worker, and it alone tells members of each other.
/// </summary>
internal sealed partial class RoomActor : Actor, IRoomFloor
{
    private readonly Dictionary<UserId, RoomMember> _members = [];
    private readonly Dictionary<VoiceSessionId, RoomMember> _bySession = [];
    private readonly Dictionary<PeerId, RoomMember> _byPeer = [];
    private readonly RoomServices _services;
    private readonly IActorContext _context;
    private readonly RoomEncryption _encryption;
    private RoomBinding? _binding;
    private CallSummary? _summary;
    private int _generation;
    private bool _isSearching;
    private bool _isTellingQuality;

    public RoomActor(ChannelId channel, RoomServices services, IActorContext context)
    {
        (Channel, _services, _context) = (channel, services, context);
        _encryption = services.Encryption(this);
        // After a crash of the one before: its clients come back by themselves when their sessions end.
        services.Directory.Unbind(channel);
    }

    public ChannelId Channel { get; }

    public bool IsStage => _members.Values.Any(static member => member.Seat.IsStage);

    public TimeProvider Time => _services.Time;

    public IEnumerable<RoomMember> Described => _bySession.Values.Where(static member => member.Connection is { IsDescribed: true });

    public override bool MayGoIdle => _members.Count == 0;

    public override ValueTask Receive(IActorMessage message, Turn turn)
    {
        switch (message)
        {
            case TakeSeat seat: Take(seat.Seat, turn); break;
            case LeaveSeat leave: Leave(leave.User); break;
            case JoinRoom join: turn.Reply<RoomAnswer>(Join(join)); break;
            case FindSession find: turn.Reply<RoomAnswer>(Find(find)); break;
            case SocketGone gone: Lose(gone.Session); break;
            case SocketBack back: Regain(back.Session); break;
            case GraceOver over: OnGraceOver(over, turn); break;
            case WorkerGone gone: OnWorkerGone(gone, turn); break;
            case Rebind rebind: OnRebind(rebind, turn); break;
            case DrainRoom: Drain(turn); break;
            case TellQuality: OnTellQuality(); break;
            case GuessOver over: OnGuessOver(over, turn); break;
            case WakeEncryption wake: _encryption.Woken(wake.Reason); break;
            default: ReceiveFromMember(message, turn); break;
        }

        return ValueTask.CompletedTask;
    }

    public void Send(RoomMember member, VoiceFrame frame)
    {
        if (member.Connection is { } connection) _services.Outlet.Send(connection.Session, frame);
    }

    public void Guard(RoomMember member, E2eeRule rule)
    {
        if (member.Connection is { } connection) Command(member, worker => worker.Guard(connection.Peer, rule));
    }

    public void WakeAfter(TimeSpan delay, int reason) => _context.TellSelfAfter(delay, new WakeEncryption(reason));

    public void Close(RoomMember member, VoiceCloseCode code) => Disconnect(member, code);

    // What a client or a worker says of somebody who has gone since is passed over.
    private void ReceiveFromMember(IActorMessage message, Turn turn)
    {
        switch (message)
        {
            case SelectUdp select when Of(select.Session) is { } member: DescribeUdp(member, select); break;
            case SelectRtc select when Of(select.Session) is { } member: DescribeRtc(member, select.Offer); break;
            case SaySpeaking say when Of(say.Session) is { } member: Say(member, say.Flags); break;
            case SayStreams say when Of(say.Session) is { } member: SayStreams(member, say.Streams); break;
            case WantVideos want when Of(want.Session) is { Connection: { IsBrowser: true } connection } member: Command(member, worker => worker.Tell(connection.Peer, WantsOf(want))); break;
            case EncryptionOrder order when Of(order.Session) is { Connection.IsDescribed: true } member: _encryption.Order(member, order.Op, order.Data); break;
            case EncryptionFrame frame when Of(frame.Session) is { Connection.IsDescribed: true } member: _encryption.Frame(member, frame.Op, frame.Body); break;
            case PeerReached reached when Of(reached.Peer) is { } member: member.Connection!.IsSilent = false; break;
            case PeerSpoke spoke when Of(spoke.Peer) is { } member: OnSpoke(member, spoke.IsSpeaking, turn); break;
            case PeerLost lost when Of(lost.Peer) is { } member: OnPeerLost(member, turn); break;
            case PeerSpent spent when Of(spent.Peer) is { } member: Disconnect(member, VoiceCloseCode.SessionInvalid); break;
            case PeerMeasured measured when Of(measured.Peer) is { } member: OnMeasured(member, measured.Quality); break;
            case PeerSlotted slotted when Of(slotted.Peer) is { } member: OnSlotted(member, slotted.Slots); break;
        }
    }

    private static RtcWants WantsOf(WantVideos want) => new([.. want.Wanted.Select(static one => new RtcWant(one.User, one.Kind, one.Height))]);

    private RoomMember? Of(VoiceSessionId session) => _bySession.GetValueOrDefault(session);

    private RoomMember? Of(PeerId peer) => _byPeer.GetValueOrDefault(peer);

    private void Take(RoomSeat seat, Turn turn)
    {
        if (!_members.TryGetValue(seat.User, out var member))
        {
            member = new RoomMember(seat);
            _members[seat.User] = member;
            _summary ??= new CallSummary(Time);
            _summary.Sat(seat.User, _members.Count);
        }

        var before = member.Seat;
        member.Seat = seat;
        // Another session of the user has taken the seat: the one before is out.
        if (before.SessionName != seat.SessionName) Disconnect(member, VoiceCloseCode.Disconnected);
        if (before.Rights != seat.Rights) ChangeRights(member);
        if (seat.WantsServer || (seat.IsAsked && member.Connection is null) || before.SessionName != seat.SessionName) Invite(member, turn);
        if (seat.IsGuess) _context.TellSelfAfter(_services.Options.ResumeGrace, new GuessOver(seat.User, seat.SessionName));
    }

    private void Leave(UserId user)
    {
        if (!_members.Remove(user, out var member)) return;
        Disconnect(member, VoiceCloseCode.Disconnected);
        if (_members.Count > 0) return;
        _summary?.Tell(_services.Calls, Channel);
        _summary = null;
        _binding = null;
        _services.Directory.Unbind(Channel);
    }

    private void ChangeRights(RoomMember member)
    {
        if (member.Connection is not { } connection) return;
        Command(member, worker => worker.Change(connection.Peer, member.Seat.Rights));
        TellSpeaking(member);
    }

    private void SendToOthers(RoomMember except, VoiceFrame frame)
    {
        foreach (var member in _bySession.Values)
        {
            if (member != except) Send(member, frame);
        }
    }

    /// <summary>Commands the room's worker for a member; a full queue gives the connection up, and its client may come again.</summary>
    private void Command(RoomMember member, Func<IMediaWorker, bool> command)
    {
        if (_binding is null || _services.Workers.Find(_binding.Worker) is not { } worker || command(worker.Media)) return;
        _services.Log.WorkerFull(Channel);
        Disconnect(member, VoiceCloseCode.ServerCrashed);
    }
}
