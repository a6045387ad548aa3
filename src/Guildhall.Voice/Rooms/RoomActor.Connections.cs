using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Guildhall.Cluster.Actors;
using Guildhall.Community.Calls;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc;
using Guildhall.Voice.Signalling;

namespace Guildhall.Voice.Rooms;

/// <summary>Coming, choosing a protocol, losing the socket and going.</summary>
internal sealed partial class RoomActor
{
    private const int KeyBytes = 32;

    private RoomAnswer Join(JoinRoom join)
    {
        if (_binding is null || _services.Workers.Find(_binding.Worker) is not { } worker) return Refused(VoiceCloseCode.ServerNotFound);
        if (!_members.TryGetValue(join.User, out var member) || !Fits(member, join.Server, join.SessionName)) return Refused(VoiceCloseCode.AuthenticationFailed);
        if (member.TokenGeneration != _generation || !SeatToken.Matches(member.Token, join.TokenHash)) return Refused(VoiceCloseCode.AuthenticationFailed);
        if (_bySession.Count >= VoiceLimits.RoomMembers) return Refused(VoiceCloseCode.ServerNotFound);
        // Its messages are part of version 8 of the voice gateway.
        var daveVersion = join.Version >= 8 ? Math.Clamp(join.MaxDaveVersion, 0, 1) : 0;
        if (!_encryption.Admits(daveVersion)) return Refused(VoiceCloseCode.EncryptionRequired);
        // The newer connection of a user takes the place of the older at once: two would be in each other's group.
        Disconnect(member, VoiceCloseCode.Disconnected);
        var connection = new RoomConnection(join.Session, join.TokenHash, _generation, _services.Directory.NewSsrc())
        {
            MaxDaveVersion = daveVersion,
        };
        member.Connection = connection;
        _bySession[join.Session] = member;
        Open(member, null);
        if (member.Connection is null) return Refused(VoiceCloseCode.ServerCrashed);
        _summary?.Connected(_bySession.Count);
        Send(member, VoiceFrame.Json(
            VoiceOpcode.Ready,
            new ReadyPayload(connection.Ssrc, worker.Address.ToString(), worker.Media.Port, TransportModes.Names, []) { IceServers = Relays(member.User) },
            VoiceJson.Default.ReadyPayload));
        Introduce(member);
        return new RoomAnswer(VoiceCloseCode.None, join.Session);
    }

    private IReadOnlyList<IceServerPayload>? Relays(UserId user)
    {
        if (_services.Options.Turn is not { } relays) return null;
        var (name, password) = relays.For(user, Time.GetUtcNow());
        return [new IceServerPayload(relays.Urls, name, password)];
    }

    /// <summary>Tells a newcomer of the others, and the others of the newcomer.</summary>
    private void Introduce(RoomMember member)
    {
        SendToOthers(member, VoiceFrame.Json(VoiceOpcode.ClientsConnect, new ClientsPayload([member.User]), VoiceJson.Default.ClientsPayload));
        if (MaySpeak(member)) SendToOthers(member, SpeakingOf(member));
        var others = _bySession.Values.Where(other => other != member).ToList();
        if (others.Count == 0) return;
        Send(member, VoiceFrame.Json(VoiceOpcode.ClientsConnect, new ClientsPayload([.. others.Select(other => other.User)]), VoiceJson.Default.ClientsPayload));
        foreach (var other in others)
        {
            // Also of those who are silent now: it is how a bot knows whose packets it hears, from the first one on.
            if (MaySpeak(other)) Send(member, SpeakingOf(other));
            if (other.Connection!.Streams.Count > 0) Send(member, StreamsOf(other));
        }
    }

    private RoomAnswer Find(FindSession find)
    {
        foreach (var member in _bySession.Values)
        {
            if (!Fits(member, find.Server, find.SessionName)) continue;
            var connection = member.Connection!;
            if (connection.Generation != _generation || !SeatToken.Matches(connection.TokenHash, find.TokenHash)) continue;
            return new RoomAnswer(VoiceCloseCode.None, connection.Session);
        }

        return Refused(VoiceCloseCode.SessionInvalid);
    }

    private void DescribeUdp(RoomMember member, SelectUdp select)
    {
        var connection = member.Connection!;
        if (connection.IsBrowser) Reopen(member, null);
        if (member.Connection is null) return;
        (connection.IsBrowser, connection.Rtc) = (false, null);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var claimed = IPAddress.TryParse(select.Address, out var address) ? new IPEndPoint(address, select.Port) : null;
        Command(member, worker => worker.Key(connection.Peer, new TransportKey(select.Mode, key) { Claimed = claimed }));
        if (member.Connection is null) return;
        var isNew = Describe(member);
        var description = new DescriptionPayload(TransportModes.NameOf(select.Mode), [.. key.Select(static part => (int)part)], connection.DaveVersion)
        {
            MediaSessionId = MediaSession(connection),
        };
        Send(member, VoiceFrame.Json(VoiceOpcode.SessionDescription, description, VoiceJson.Default.DescriptionPayload));
        if (isNew) _encryption.Described(member);
    }

    private void DescribeRtc(RoomMember member, string offer)
    {
        var connection = member.Connection!;
        if (_services.Offers is not { } offers || _binding is null || _services.Workers.Find(_binding.Worker) is not { } worker)
        {
            Disconnect(member, VoiceCloseCode.UnknownProtocol);
            return;
        }

        if (offers.Answer(offer, connection.Rtc, new(worker.Address, worker.Media.Port), member.Seat.Bitrate) is not { } answer)
        {
            Disconnect(member, VoiceCloseCode.BadRequest);
            return;
        }

        // Another offer of the same connection: streams and keys go on, only the way is a new one.
        if (connection.Rtc is { } before && answer.Spec.Continues(before)) Command(member, media => media.Tell(connection.Peer, new RtcReoffer(answer.Spec)));
        else Reopen(member, answer.Spec);
        if (member.Connection is null) return;
        (connection.IsBrowser, connection.Rtc) = (true, answer.Spec);
        var isNew = Describe(member);
        var described = new AnswerPayload(answer.Sdp, connection.DaveVersion) { MediaSessionId = MediaSession(connection) };
        Send(member, VoiceFrame.Json(VoiceOpcode.SessionDescription, described, VoiceJson.Default.AnswerPayload));
        if (isNew) _encryption.Described(member);
        TellQualitySoon();
    }

    /// <summary>From now on a member takes part; false when it did already.</summary>
    private bool Describe(RoomMember member)
    {
        var connection = member.Connection!;
        if (connection.IsDescribed) return false;
        connection.IsDescribed = true;
        connection.DaveVersion = _encryption.VersionFor(member);
        return true;
    }

    private void Open(RoomMember member, RtcPeerSpec? rtc)
    {
        var connection = member.Connection!;
        connection.Peer = _services.Directory.NewPeer(Channel);
        _byPeer[connection.Peer] = member;
        Command(member, worker => worker.Open(new PeerSpec(connection.Peer, Channel, member.User, connection.Ssrc, member.Seat.Rights) { Rtc = rtc }));
    }

    private void Reopen(RoomMember member, RtcPeerSpec? rtc)
    {
        var before = member.Connection!.Peer;
        _byPeer.Remove(before);
        _services.Directory.Forget(before);
        Command(member, worker => worker.Close(before));
        if (member.Connection is { IsHeard: true } connection) connection.IsHeard = false;
        if (member.Connection is not null) Open(member, rtc);
    }

    private void Lose(VoiceSessionId session)
    {
        if (Of(session) is not { Connection: { } connection }) return;
        connection.IsLoose = true;
        connection.Losses++;
        _context.TellSelfAfter(_services.Options.ResumeGrace, new GraceOver(session, connection.Losses));
    }

    private void Regain(VoiceSessionId session)
    {
        if (Of(session) is { Connection: { } connection }) connection.IsLoose = false;
    }

    private void OnGraceOver(GraceOver over, Turn turn)
    {
        if (Of(over.Session) is { Connection: { IsLoose: true } connection } member && connection.Losses == over.Loss) GiveUp(member, turn);
    }

    // A seat that nobody asked for, nobody took, and nobody has asked for since.
    private void OnGuessOver(GuessOver over, Turn turn)
    {
        if (_members.TryGetValue(over.User, out var member) && member.Seat.IsGuess && member.Connection is null && member.Seat.SessionName == over.SessionName) GiveUp(member, turn);
    }

    // While its socket stands, a client that is silent over UDP may just be silent.
    private void OnPeerLost(RoomMember member, Turn turn)
    {
        member.Connection!.IsSilent = true;
        if (member.Connection.IsLoose) GiveUp(member, turn);
    }

    /// <summary>The connection is gone for good, and with it the seat, which is the guild's to take.</summary>
    private void GiveUp(RoomMember member, Turn turn)
    {
        var seat = member.Seat;
        Disconnect(member, VoiceCloseCode.SessionTimeout);
        turn.Then(() => _services.Seats.End(seat.House, Channel, seat.User, seat.SessionName, CancellationToken.None));
    }

    /// <summary>Ends a member's connection, if there is one; the seat stays. With a turn the socket closes behind what the turn tells.</summary>
    private void Disconnect(RoomMember member, VoiceCloseCode code, Turn? behind = null)
    {
        if (member.Connection is not { } connection) return;
        member.Connection = null;
        _bySession.Remove(connection.Session);
        _byPeer.Remove(connection.Peer);
        _services.Directory.Forget(connection.Peer);
        if (_binding is not null) _services.Workers.Find(_binding.Worker)?.Media.Close(connection.Peer);
        if (behind is null) _services.Outlet.End(connection.Session, code);
        else behind.Then(() => End(connection.Session, code));
        SendToOthers(member, VoiceFrame.Json(VoiceOpcode.ClientDisconnect, new ClientPayload(member.User), VoiceJson.Default.ClientPayload));
        _encryption.Left(member);
    }

    private ValueTask End(VoiceSessionId session, VoiceCloseCode code)
    {
        _services.Outlet.End(session, code);
        return ValueTask.CompletedTask;
    }

    private static RoomAnswer Refused(VoiceCloseCode code) => new(code, default);

    // For a private call the wire names the channel where it names the guild elsewhere.
    private static bool Fits(RoomMember member, Snowflake server, string sessionName) =>
        member.Seat.SessionName == sessionName && (server == member.Seat.House.Value || (member.Seat.IsPrivate && server == member.Seat.Channel.Value));

    private static bool MaySpeak(RoomMember member) => member.Seat.Rights.HasFlag(RoomRights.Speak);

    private static string MediaSession(RoomConnection connection) => connection.Session.Value.ToString("x16", CultureInfo.InvariantCulture);
}
