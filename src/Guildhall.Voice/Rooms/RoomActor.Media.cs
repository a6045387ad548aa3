using Guildhall.Cluster.Actors;
using Guildhall.Voice.Media;
using Guildhall.Voice.Signalling;

namespace Guildhall.Voice.Rooms;

/// <summary>Who speaks, who sends what, and how well it arrives.</summary>
internal sealed partial class RoomActor
{
    private const int PriorityFlag = 4;

    private void Say(RoomMember member, int flags)
    {
        member.Connection!.Speaking = flags;
        TellSpeaking(member);
    }

    private void OnSpoke(RoomMember member, bool isSpeaking, Turn turn)
    {
        var connection = member.Connection!;
        if (connection.IsHeard == isSpeaking) return;
        connection.IsHeard = isSpeaking;
        connection.IsSilent = false;
        if (isSpeaking) _summary?.Spoke(member.User);
        TellSpeaking(member);
        var seat = member.Seat;
        turn.Then(() => _services.Seats.Heard(seat.House, Channel, seat.User, isSpeaking, CancellationToken.None));
    }

    /// <summary>
    /// Tells the others whether a member speaks: bots by their own word, and by their packets while they do not say; browsers by what is heard of them.
    /// </summary>
    private void TellSpeaking(RoomMember member)
    {
        if (member.Connection is not { } connection) return;
        var flags = FlagsOf(member);
        if (flags == connection.Told) return;
        connection.Told = flags;
        SendToOthers(member, SpeakingOf(member));
    }

    private static int FlagsOf(RoomMember member)
    {
        var connection = member.Connection!;
        if (!MaySpeak(member)) return 0;
        var heard = connection.IsHeard ? 1 : 0;
        var said = connection.Speaking;
        if (!member.Seat.Rights.HasFlag(Community.Calls.RoomRights.Priority)) said &= ~PriorityFlag;
        // A browser's own word adds what levels cannot tell: the sound of a screen, and priority.
        if (connection.IsBrowser) return heard == 0 ? said & ~1 & ~PriorityFlag : heard | said;
        return said != 0 ? said : heard;
    }

    private static VoiceFrame SpeakingOf(RoomMember member) => VoiceFrame.Json(
        VoiceOpcode.Speaking, new SpeakingPayload(member.User, member.Connection!.Ssrc, FlagsOf(member)), VoiceJson.Default.SpeakingPayload);

    private void SayStreams(RoomMember member, IReadOnlyList<StreamState> streams)
    {
        var connection = member.Connection!;
        if (!connection.IsBrowser || connection.Streams.SequenceEqual(streams)) return;
        connection.Streams = streams;
        SendToOthers(member, StreamsOf(member));
    }

    private static VoiceFrame StreamsOf(RoomMember member) => VoiceFrame.Json(
        VoiceOpcode.Video,
        new VideoPayload(member.User, [.. member.Connection!.Streams.Select(static stream => new StreamPayload(SlotKinds.NameOf(stream.Kind), stream.IsActive))]),
        VoiceJson.Default.VideoPayload);

    private void OnSlotted(RoomMember member, IReadOnlyList<SlotContent> slots) => Send(member, VoiceFrame.Json(
        VoiceOpcode.Slots,
        new SlotsPayload([.. slots.Select(static slot => new SlotPayload(slot.Mid, SlotKinds.NameOf(slot.Kind), slot.User))]),
        VoiceJson.Default.SlotsPayload));

    private void OnMeasured(RoomMember member, PeerQuality quality)
    {
        member.Connection!.Quality = quality;
        _summary?.Measured(quality);
        _services.Figures.Measured(quality);
        var loss = Math.Max(Known(quality.LossUp) ?? 0, Known(quality.LossDown) ?? 0);
        var options = _services.Options;
        var isBad = loss >= options.WarnLoss || Known(quality.JitterMs) >= options.WarnJitter.TotalMilliseconds || Known(quality.RoundTripMs) >= options.WarnRoundTrip.TotalMilliseconds;
        // Once, until it has been good again.
        if (isBad && !member.Connection.IsWarned)
            _services.Log.BadConnection(member.User, Channel, Math.Round(loss * 100, 1), Math.Round(quality.JitterMs, 1), Math.Round(quality.RoundTripMs, 1));
        member.Connection.IsWarned = isBad;
    }

    private void TellQualitySoon()
    {
        if (_isTellingQuality) return;
        _isTellingQuality = true;
        _context.TellSelfAfter(_services.Options.QualityEvery, new TellQuality());
    }

    private void OnTellQuality()
    {
        _isTellingQuality = false;
        var browsers = _bySession.Values.Where(static member => member.Connection is { IsBrowser: true }).ToList();
        if (browsers.Count == 0) return;
        var members = _bySession.Values.Where(static member => member.Connection!.Quality is not null).Take(MembersInReport).Select(static member => Shown(member)).ToList();
        var frame = VoiceFrame.Json(VoiceOpcode.Quality, new QualityPayload(members), VoiceJson.Default.QualityPayload);
        foreach (var browser in browsers) Send(browser, frame);
        TellQualitySoon();
    }

    private static MemberQualityPayload Shown(RoomMember member)
    {
        var quality = member.Connection!.Quality!.Value;
        return new MemberQualityPayload(member.User)
        {
            LossUp = Known(quality.LossUp),
            LossDown = Known(quality.LossDown),
            JitterMs = Known(quality.JitterMs),
            RttMs = Known(quality.RoundTripMs),
        };
    }

    // On a large stage nobody looks at everybody's figures.
    private const int MembersInReport = 100;

    private static double? Known(double figure) => double.IsFinite(figure) ? Math.Round(figure, 4) : null;
}
