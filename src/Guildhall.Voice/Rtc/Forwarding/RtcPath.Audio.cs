using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Packets;
using RtpHeader = Guildhall.Voice.Rtc.Packets.RtpHeader;

namespace Guildhall.Voice.Rtc.Forwarding;

// Sound: from a browser into the room, and from the room into slots.
public sealed unsafe partial class RtcPath
{
    // The payload as it came while it is on its way through the host: with copies of earlier frames, if the browser sends them.
    private byte* _redundant;
    private int _redundantLength;
    private MediaPeer? _redundantSpeaker;

    public void Forward(MediaRoom room, MediaPeer speaker, int slot, in AudioFrame frame)
    {
        ArgumentNullException.ThrowIfNull(room);
        var isEncrypted = frame.IsEncrypted;
        var red = ReferenceEquals(_redundantSpeaker, speaker) ? new ReadOnlySpan<byte>(_redundant, _redundantLength) : default;
        foreach (var receiver in room.Browsers)
        {
            if (receiver.RtcState is not RtcPeer { IsReady: true } browser || ReferenceEquals(receiver, speaker)) continue;
            if (isEncrypted && receiver.Guard == E2eeRule.WithholdEncrypted) continue;
            var place = browser.PlaceSlots[slot];
            if (place < 0 || browser.AudioSlots[place].Speaker != speaker) continue;
            SendAudio(browser, browser.AudioSlots[place], speaker.Withheld, frame.Sequence, frame.Timestamp, frame.IsMarked, frame.Payload, red);
        }
    }

    public void ActiveChanged(MediaRoom room)
    {
        ArgumentNullException.ThrowIfNull(room);
        foreach (var receiver in room.Browsers)
        {
            if (receiver.RtcState is RtcPeer browser) PlaceAudio(browser);
        }
    }

    private void OnAudio(RtcPeer browser, RtcStream stream, in RtpHeader header, in RtpExtensions extensions, ReadOnlySpan<byte> payload)
    {
        var section = stream.Section;
        var newest = payload;
        var isRedundant = section.RedPayloadType != 0 && header.PayloadType == section.RedPayloadType;
        if (isRedundant && !RedPayload.TryNewest(payload, section.PayloadType, out newest)) return;
        // Padding alone is a probe of the line, no sound.
        if (newest.IsEmpty || (!isRedundant && header.PayloadType != section.PayloadType)) return;
        if (stream.Kind == SlotKind.ScreenAudio)
        {
            OnScreenSound(browser, header, newest, isRedundant ? payload : default);
            return;
        }

        fixed (byte* plain = newest, whole = payload)
        {
            var frame = new AudioFrame(plain, newest.Length)
            {
                Sequence = header.Sequence,
                Timestamp = header.Timestamp,
                IsMarked = header.HasMarker,
                Level = extensions.Level,
            };
            _redundant = whole;
            _redundantLength = payload.Length;
            _redundantSpeaker = isRedundant ? browser.Peer : null;
            _host.Forward(browser.Peer, frame);
            _redundantSpeaker = null;
        }
    }

    private void OnScreenSound(RtcPeer browser, in RtpHeader header, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> red)
    {
        if (!browser.Peer.MayStream) return;
        browser.ScreenSoundMs = _host.NowMs;
        if (!browser.HasScreenSound)
        {
            browser.HasScreenSound = true;
            Reassign(browser.Peer.Room);
        }

        foreach (var listener in browser.ScreenListeners)
        {
            if (!listener.IsReady || !listener.ScreenSlots.TryGetValue(browser, out var place)) continue;
            SendAudio(listener, listener.AudioSlots[place], 0, header.Sequence, header.Timestamp, header.HasMarker, payload, red);
        }
    }

    private void SendAudio(RtcPeer browser, AudioSlot slot, ushort withheld, ushort sequence, uint timestamp, bool marker, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> red)
    {
        if (!slot.TryNumber(sequence, withheld, timestamp, _host.NowMs, out var number, out var time, out var isNew)) return;
        var section = slot.Section;
        var type = section.PayloadType;
        // Copies of frames from before the slot changed hands would sound in the wrong voice.
        if (!red.IsEmpty && section.RedPayloadType != 0 && !isNew && RedPayload.TryNewest(red, type, out _))
        {
            type = section.RedPayloadType;
            payload = red;
        }

        if (RtpHeader.MinBytes + payload.Length + browser.Sender!.TagBytes > VoiceLimits.DatagramBytes) return;
        var buffer = _host.Rent(browser.Peer);
        RtpHeader.Write(buffer, type, marker || isNew, (ushort)number, time, section.SlotSsrc);
        payload.CopyTo(buffer[RtpHeader.MinBytes..]);
        _host.Commit(browser.Sender.SealRtp(buffer, RtpHeader.MinBytes, RtpHeader.MinBytes + payload.Length, section.SlotSsrc, number));
        slot.Count(payload.Length);
    }
}
