using System.Buffers.Binary;
using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Packets;
using RtpHeader = Guildhall.Voice.Rtc.Packets.RtpHeader;

namespace Guildhall.Voice.Rtc.Forwarding;

// Pictures: from a layer into the slots that show it, again when asked, and from the last key frame on for those who come late.
public sealed partial class RtcPath
{
    // Seconds as 6.18 fixed point.
    private uint SendTime => (uint)((NowMicros << 18) / 1_000_000) & 0xFFFFFF;

    private void OnRepair(RtcPeer browser, VideoLayer layer, in RtpHeader header, ReadOnlySpan<byte> payload)
    {
        // Two bytes of the packet's own number, then its payload. Padding alone is a probe of the line.
        if (payload.Length < 2 || layer.Statistics.Received == 0) return;
        var highest = layer.Statistics.Highest;
        var number = (long)highest + (short)(BinaryPrimitives.ReadUInt16BigEndian(payload) - (ushort)highest);
        if (number >= 0) OnVideo(browser, layer, (ulong)number, header.Timestamp, header.HasMarker, payload[2..], true);
    }

    private void OnVideo(RtcPeer browser, VideoLayer layer, ulong number, uint timestamp, bool marker, ReadOnlySpan<byte> payload, bool isRepair)
    {
        var now = _host.NowMs;
        // What is kept no more could come twice without being noticed, and a slot's number must not cover two texts.
        if (payload.Length > RtcLimits.RingPayload || (layer.Statistics.Received > 0 && number + RtcLimits.RingPackets / 2 < layer.Statistics.Highest) || layer.Ring.Has(number)) return;
        layer.Statistics.Take(number, timestamp, payload.Length, now, isRepair);
        if (layer.Missing.Take(number)) layer.IsKeyFrameWanted = true;
        layer.Ring.Put(number, timestamp, marker, payload);
        var source = layer.Source;
        if (!source.IsLive && browser.Peer.MayStream)
        {
            source.IsLive = true;
            Reassign(browser.Peer.Room);
        }

        var hasDescriptor = Vp8Descriptor.TryRead(payload, out var descriptor);
        if (hasDescriptor && descriptor.IsKeyFrame)
        {
            layer.TakeKeyFrame(number, payload, descriptor);
            layer.IsKeyFrameWanted = false;
        }

        if (!browser.Peer.MayStream) return;
        foreach (var viewer in source.Viewers) SendVideo(viewer, layer, number, timestamp, marker, payload, descriptor, hasDescriptor);
    }

    private void SendVideo(VideoSlot slot, VideoLayer layer, ulong number, uint timestamp, bool marker, ReadOnlySpan<byte> payload, in Vp8Descriptor descriptor, bool hasDescriptor)
    {
        var receiver = slot.Receiver;
        if (!receiver.IsReady) return;
        if (!slot.TryNumber(layer, number, timestamp, hasDescriptor && descriptor.IsKeyFrame, descriptor, hasDescriptor, _host.NowMs, SendTime, out var sent)) return;
        var length = Write(slot, sent, marker, payload, slot.Section.PayloadType, slot.Section.SlotSsrc, (ushort)sent.Number, false, out var headerBytes, out var buffer);
        _host.Commit(receiver.Sender!.SealRtp(buffer, headerBytes, length, slot.Section.SlotSsrc, sent.Number));
        receiver.SentBytes += length;
        slot.Count(payload.Length);
    }

    private Span<byte> Rent(RtcPeer receiver) => _host.Rent(receiver.Peer);

    // A packet as the slot numbers it; as a repair its own number stands before the payload.
    private int Write(VideoSlot slot, in VideoSlot.Sent sent, bool marker, ReadOnlySpan<byte> payload, byte type, uint ssrc, ushort sequence, bool isRepair, out int headerBytes, out Span<byte> buffer)
    {
        buffer = Rent(slot.Receiver);
        headerBytes = RtpHeader.Write(buffer, type, marker, sequence, sent.Timestamp, ssrc);
        var id = slot.Receiver.Spec.Extensions.AbsoluteSendTime;
        if (id != 0) headerBytes = RtpExtensions.WriteSendTime(buffer, id, sent.SendTime);
        var length = headerBytes;
        if (isRepair)
        {
            BinaryPrimitives.WriteUInt16BigEndian(buffer[length..], (ushort)sent.Number);
            length += 2;
        }

        payload.CopyTo(buffer[length..]);
        var copy = buffer.Slice(length, payload.Length);
        if (Vp8Descriptor.TryRead(copy, out var descriptor)) descriptor.Rewrite(copy, sent.Picture, sent.Base);
        return length + payload.Length;
    }

    // Sends again what a receiver lost: on the stream of repairs, or as it was.
    private void Repair(RtcPeer browser, VideoSlot slot, ushort sequence)
    {
        if (!slot.TryFind(sequence, out var sent) || !sent.Layer!.Ring.TryGet(sent.SourceNumber, out _, out var marker, out var payload)) return;
        if (!browser.Repairs.Take(1, RtcLimits.RepairsPerSecond, _host.NowMs)) return;
        var section = slot.Section;
        int length;
        if (section.RtxPayloadType != 0 && section.SlotRtxSsrc != 0)
        {
            var number = slot.NextRepair();
            // A packet of its own, with a time of its own: the old one would look like a delay.
            sent.SendTime = SendTime;
            length = Write(slot, sent, marker, payload, section.RtxPayloadType, section.SlotRtxSsrc, (ushort)number, true, out var headerBytes, out var buffer);
            _host.Commit(browser.Sender!.SealRtp(buffer, headerBytes, length, section.SlotRtxSsrc, number));
        }
        else
        {
            length = Write(slot, sent, marker, payload, section.PayloadType, section.SlotSsrc, sequence, false, out var headerBytes, out var buffer);
            _host.Commit(browser.Sender!.SealRtp(buffer, headerBytes, length, section.SlotSsrc, sent.Number));
        }

        browser.SentBytes += length;
        browser.Repaired++;
    }

    // A screen changes seldom and its key frames are large: a newcomer gets the last one from the ring, and nobody is asked for another.
    private bool TryReplay(VideoSlot slot, VideoLayer layer)
    {
        if (layer.Source.Kind != SlotKind.Screen || !layer.HasKeyFrame || slot.Current is not null || !slot.Receiver.IsReady) return false;
        if (layer.Statistics.Highest - layer.KeyFrame >= RtcLimits.ReplayedPackets) return false;
        for (var number = layer.KeyFrame; number <= layer.Statistics.Highest; number++)
        {
            if (!layer.Ring.Has(number)) return false;
        }

        for (var number = layer.KeyFrame; number <= layer.Statistics.Highest; number++)
        {
            layer.Ring.TryGet(number, out var timestamp, out var marker, out var payload);
            var hasDescriptor = Vp8Descriptor.TryRead(payload, out var descriptor);
            SendVideo(slot, layer, number, timestamp, marker, payload, descriptor, hasDescriptor);
        }

        return true;
    }

    private void AskKeyFrame(VideoLayer layer)
    {
        var now = _host.NowMs;
        layer.IsKeyFrameWanted = true;
        if (layer.Ssrc == 0 || now - layer.AskedMs < RtcLimits.KeyFramePeriodMs || !layer.Source.Owner.IsReady) return;
        layer.AskedMs = now;
        var owner = layer.Source.Owner;
        var buffer = Rent(owner);
        var writer = new RtcpWriter(buffer[..200]);
        writer.ReceiverReport(owner.Spec.ReportSsrc, []);
        writer.PictureLoss(owner.Spec.ReportSsrc, layer.Ssrc);
        _host.Commit(owner.Sender!.SealRtcp(buffer, writer.Length));
    }
}
