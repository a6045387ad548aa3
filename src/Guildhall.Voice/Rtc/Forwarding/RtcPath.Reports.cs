using System.Buffers.Binary;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Rtc.Forwarding;

// RTCP in both directions, and what follows from it.
public sealed partial class RtcPath
{
    private const int ReportBytes = 1100;
    private const int MaxBlocks = 16;

    // The moment of the path's beginning as NTP has it: seconds since 1900.
    private const double NtpEpochSeconds = 2_208_988_800;

    private ulong Ntp
    {
        get
        {
            var seconds = _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0 + NtpEpochSeconds;
            return (ulong)(seconds * 4_294_967_296.0);
        }
    }

    public void OnRtcp(MediaPeer peer, Span<byte> datagram)
    {
        ArgumentNullException.ThrowIfNull(peer);
        var now = _host.NowMs;
        if (peer.RtcState is not RtcPeer { Receiver: { } receiver } browser || !browser.IsReady) return;
        if (!browser.Packets.Take(datagram.Length + RtcLimits.BytesPerSecond / RtcLimits.PacketsPerSecond, 2L * RtcLimits.BytesPerSecond, now)) return;
        var length = receiver.OpenRtcp(datagram);
        if (length < 0) return;
        peer.LastHeardMs = now;
        var reader = new RtcpReader(datagram[..length]);
        while (reader.TryNext(out var packet))
        {
            if (packet.TrySenderTimes(out var ntp, out var rtp)) OnSenderReport(browser, packet.Sender, ntp, rtp, now);
            if (packet.Reports is { IsEmpty: false } reports) OnReports(browser, reports, now);
            if (packet.IsNack) OnNack(browser, packet);
            else if (packet.IsPli) OnKeyFrameWish(browser, packet.Media);
            else if (packet.IsFir) OnKeyFrameWish(browser, packet.FirMedia);
            else if (packet.Remb is var remb and >= 0) browser.Bandwidth.TakeRemb(remb, browser.SentBitsPerSecond, now);
        }
    }

    private static void OnSenderReport(RtcPeer browser, uint ssrc, uint ntp, uint rtp, long now)
    {
        if (browser.Stream(ssrc) is not { IsRepair: false } stream) return;
        var ntpMs = (long)ntp * 1000 >> 16;
        stream.Statistics.TakeReport(ntp, ntpMs, rtp, now);
        var offset = now - ntpMs;
        // The least delay seen is nearest to the truth. Its 16 bits of seconds wrap, and clocks are set.
        if (offset < browser.ClockOffsetMs || offset - browser.ClockOffsetMs > 5000) browser.ClockOffsetMs = offset;
    }

    private void OnReports(RtcPeer browser, ReadOnlySpan<byte> reports, long now)
    {
        double lost = 0;
        var count = 0;
        for (; reports.Length >= ReportBlock.Bytes; reports = reports[ReportBlock.Bytes..])
        {
            var block = ReportBlock.Read(reports);
            if (!HasSlot(browser, block.Ssrc)) continue;
            lost += block.FractionLost / 256.0;
            count++;
            if (block.LastSenderReport == 0) continue;
            var trip = (uint)(Ntp >> 16) - block.LastSenderReport - block.DelaySinceReport;
            if (trip > 10u << 16) continue;
            var tripMs = trip * 1000.0 / 65_536;
            browser.RoundTripMs = double.IsNaN(browser.RoundTripMs) ? tripMs : (browser.RoundTripMs * 3 + tripMs) / 4;
        }

        if (count == 0) return;
        browser.LossDown = lost / count;
        browser.Bandwidth.TakeLoss(browser.LossDown, browser.SentBitsPerSecond, now);
    }

    private void OnNack(RtcPeer browser, in RtcpPacket packet)
    {
        if (VideoSlotOf(browser, packet.Media) is not { } slot) return;
        for (var pairs = packet.Nacks; pairs.Length >= 4; pairs = pairs[4..])
        {
            var first = BinaryPrimitives.ReadUInt16BigEndian(pairs);
            Repair(browser, slot, first);
            var mask = BinaryPrimitives.ReadUInt16BigEndian(pairs[2..]);
            for (var bit = 0; mask >> bit != 0; bit++)
            {
                if ((mask >> bit & 1) != 0) Repair(browser, slot, (ushort)(first + bit + 1));
            }
        }
    }

    private void OnKeyFrameWish(RtcPeer browser, uint ssrc)
    {
        if (VideoSlotOf(browser, ssrc) is { } slot && (slot.Target ?? slot.Current) is { } layer) AskKeyFrame(layer);
    }

    private void Tick(RtcPeer browser, long now)
    {
        foreach (var video in browser.Videos) Watch(browser, video, now);
        if (browser.HasScreenSound && now - browser.ScreenSoundMs > 5000)
        {
            browser.HasScreenSound = false;
            Reassign(browser.Peer.Room);
        }

        if (browser.Arrivals.HasNews && now - browser.FeedbackMs >= RtcLimits.FeedbackPeriodMs) SendFeedback(browser, now);
        if (browser.VideoSlots.Length > 0 && now - browser.LayersChosenMs >= RtcLimits.ChoicePeriodMs) Estimate(browser, now);
        if (now - browser.ReportedMs >= RtcLimits.ReportPeriodMs) SendReports(browser, now);
        if (now - browser.MeasuredMs >= (long)VoiceLimits.QualityPeriod.TotalMilliseconds) Measure(browser, now);
    }

    private void Watch(RtcPeer browser, VideoSource video, long now)
    {
        if (!video.IsLive) return;
        var heardMs = 0L;
        foreach (var layer in video.Layers)
        {
            heardMs = Math.Max(heardMs, layer.Statistics.LastMs);
            if (layer.Missing.Count > 0) SendNack(browser, layer, now);
            if (layer.IsKeyFrameWanted && video.Viewers.Length > 0) AskKeyFrame(layer);
        }

        // A screen that stands still sends next to nothing.
        if (now - heardMs < (video.Kind == SlotKind.Screen ? 30_000 : 5000)) return;
        video.IsLive = false;
        Reassign(browser.Peer.Room);
    }

    private void SendNack(RtcPeer browser, VideoLayer layer, long now)
    {
        Span<ulong> due = stackalloc ulong[RtcLimits.MissingPackets];
        var interval = double.IsNaN(browser.RoundTripMs) ? 100 : (long)Math.Clamp(browser.RoundTripMs * 1.2, 40, 400);
        var count = layer.Missing.Due(now, interval, due);
        if (count == 0 || !layer.Source.Section.HasNack) return;
        Span<(ushort First, ushort Mask)> pairs = stackalloc (ushort, ushort)[RtcLimits.MissingPackets];
        var packed = MissingPackets.Pack(due[..count], pairs);
        var buffer = Rent(browser);
        var writer = new RtcpWriter(buffer[..ReportBytes]);
        writer.ReceiverReport(browser.Spec.ReportSsrc, []);
        writer.Nack(browser.Spec.ReportSsrc, layer.Ssrc, pairs[..packed]);
        _host.Commit(browser.Sender!.SealRtcp(buffer, writer.Length));
    }

    private void SendFeedback(RtcPeer browser, long now)
    {
        browser.FeedbackMs = now;
        var buffer = Rent(browser);
        var writer = new RtcpWriter(buffer[..(VoiceLimits.DatagramBytes - 20)]);
        writer.ReceiverReport(browser.Spec.ReportSsrc, []);
        browser.Arrivals.Tell(ref writer, browser.Spec.ReportSsrc, browser.LastSsrc);
        _host.Commit(browser.Sender!.SealRtcp(buffer, writer.Length));
    }

    private void Estimate(RtcPeer browser, long now)
    {
        var passed = Math.Max(1, now - browser.LayersChosenMs);
        browser.SentBitsPerSecond = (browser.SentBitsPerSecond + Math.Min(browser.SentBytes, long.MaxValue / 8000) * 8000 / Math.Min(passed, 2000)) / 2;
        browser.SentBytes = 0;
        browser.Bandwidth.Tick(browser.SentBitsPerSecond, now);
        ChooseLayers(browser, now);
    }

    private void SendReports(RtcPeer browser, long now)
    {
        browser.ReportedMs = now;
        var buffer = Rent(browser);
        var writer = new RtcpWriter(buffer[..ReportBytes]);
        var ntp = Ntp;
        foreach (var slot in browser.AudioSlots)
        {
            if (slot.TimestampAt(now) is not { } timestamp || writer.Left < 500) continue;
            if (slot.Speaker?.RtcState is RtcPeer owner && owner.Sound(slot.Kind) is { } sound) timestamp = Translated(owner, sound.Statistics, slot.TimestampOffset, 48, timestamp, now);
            writer.SenderReport(slot.Section.SlotSsrc, ntp, timestamp, slot.Packets, slot.Bytes);
        }

        foreach (var slot in browser.VideoSlots)
        {
            if (slot.TimestampAt(now) is not { } timestamp || writer.Left < 500) continue;
            if (slot.Current is { } layer) timestamp = Translated(layer.Source.Owner, layer.Statistics, slot.TimestampOffset, 90, timestamp, now);
            writer.SenderReport(slot.Section.SlotSsrc, ntp, timestamp, slot.Packets, slot.Bytes);
        }

        Span<ReportBlock> blocks = stackalloc ReportBlock[MaxBlocks];
        var count = 0;
        foreach (var (ssrc, stream) in browser.Entries)
        {
            if (stream.IsRepair || stream.Statistics.Received == 0 || count == MaxBlocks || now - stream.Statistics.LastMs > 5000) continue;
            blocks[count++] = stream.Statistics.Report(ssrc, now);
        }

        writer.ReceiverReport(browser.Spec.ReportSsrc, blocks[..count]);
        writer.Name(browser.Spec.ReportSsrc, "guildhall"u8);
        _host.Commit(browser.Sender!.SealRtcp(buffer, writer.Length));
    }

    // Sound and picture of one person stay together: what their own reports say of a moment is said of the same moment here.
    private static uint Translated(RtcPeer owner, StreamStatistics source, uint offset, int perMs, uint otherwise, long now)
    {
        if (!source.HasReport || owner.ClockOffsetMs == long.MaxValue) return otherwise;
        var theirs = now - owner.ClockOffsetMs;
        var translated = source.ReportRtp + (uint)((theirs - source.ReportNtpMs) * perMs) + offset;
        return Math.Abs((int)(translated - otherwise)) < 2000 * perMs ? translated : otherwise;
    }

    private void Measure(RtcPeer browser, long now)
    {
        browser.MeasuredMs = now;
        long expected = 0, lost = 0;
        double jitter = 0;
        foreach (var (_, stream) in browser.Entries)
        {
            if (stream.IsRepair) continue;
            var loss = stream.Statistics.TakeLoss();
            expected += loss.Expected;
            lost += loss.Lost;
            if (stream.Layer is null) jitter = Math.Max(jitter, stream.Statistics.JitterMs);
        }

        var up = expected > 0 ? Math.Clamp((double)lost / expected, 0, 1) : 0;
        _host.Measured(browser.Peer, new PeerQuality(up, browser.LossDown, jitter, browser.RoundTripMs, browser.Peer.PacketsIn, browser.Peer.PacketsOut, browser.Repaired));
    }

    private static VideoSlot? VideoSlotOf(RtcPeer browser, uint ssrc)
    {
        foreach (var slot in browser.VideoSlots)
        {
            if (slot.Section.SlotSsrc == ssrc) return slot;
        }

        return null;
    }

    private static bool HasSlot(RtcPeer browser, uint ssrc)
    {
        foreach (var slot in browser.AudioSlots)
        {
            if (slot.Section.SlotSsrc == ssrc) return true;
        }

        return VideoSlotOf(browser, ssrc) is not null;
    }
}
