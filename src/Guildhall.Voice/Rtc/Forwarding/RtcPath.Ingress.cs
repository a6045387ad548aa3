using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Dtls;
using Guildhall.Voice.Rtc.Ice;
using Guildhall.Voice.Rtc.Packets;
using RtpHeader = Guildhall.Voice.Rtc.Packets.RtpHeader;

namespace Guildhall.Voice.Rtc.Forwarding;

// What comes from browsers.
public sealed partial class RtcPath
{
    public void OnStun(Span<byte> datagram, in PeerAddress from)
    {
        if (!Stun.TryRead(datagram, out var message) || message.Kind != StunKind.BindingRequest) return;
        if (Named(message.ReceiverFragment) is not { } browser) return;
        // The proof costs a microsecond or two; whoever knows a fragment may not buy more of them than this.
        if (!browser.Checks.Take(1, RtcLimits.ChecksPerSecond, _host.NowMs)) return;
        var isNew = Matches(browser.Spec.LocalFragment, message.ReceiverFragment);
        var spec = isNew ? browser.Spec : browser.Former!;
        Span<byte> password = stackalloc byte[spec.LocalPassword.Length];
        System.Text.Encoding.ASCII.GetBytes(spec.LocalPassword, password);
        if (!Stun.IsAuthentic(message, password)) return;

        var peer = browser.Peer;
        peer.LastHeardMs = _host.NowMs;
        if (!peer.HasAddress || message.IsNominating) _host.Bind(peer, from);
        if (isNew && browser.Former is { } former && message.IsNominating)
        {
            _byFragment.Remove(former.LocalFragment);
            browser.Former = null;
        }

        Span<byte> address = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(address, from.High);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(address[8..], from.Low);
        var buffer = _host.Rent(from);
        _host.Commit(Stun.WriteAnswer(buffer, message.Transaction, from.IsIPv4 ? address[12..] : address, from.Port, password));
    }

    public void OnDtls(Span<byte> datagram, in PeerAddress from)
    {
        // A handshake begins only from an address that has proved itself by a check, so none can be begun in another's name.
        if (!DtlsSession.IsDtls(datagram) || _host.Find(from)?.RtcState is not RtcPeer browser) return;
        if (browser.Handshakes.Take(1, RtcLimits.HandshakeDatagramsPerSecond, _host.NowMs)) _handshakes.Receive(browser.Association, datagram);
    }

    public void OnRtp(MediaPeer peer, Span<byte> datagram)
    {
        ArgumentNullException.ThrowIfNull(peer);
        var now = _host.NowMs;
        if (peer.RtcState is not RtcPeer { Receiver: { } receiver } browser || !RtpHeader.TryRead(datagram, out var header)) return;
        if (!browser.Packets.Take(datagram.Length + RtcLimits.BytesPerSecond / RtcLimits.PacketsPerSecond, 2L * RtcLimits.BytesPerSecond, now)) return;
        var length = receiver.OpenRtp(datagram, header, out var number);
        if (length < 0) return;
        peer.LastHeardMs = now;
        peer.PacketsIn++;
        var packet = datagram[..length];
        var extensions = RtpExtensions.Read(packet, header, browser.Spec.Extensions);
        if (extensions.TransportSequence >= 0) browser.Arrivals.Take((ushort)extensions.TransportSequence, NowMicros);
        var stream = browser.Stream(header.Ssrc) ?? Identify(browser, header, extensions);
        if (stream is null || !header.TryPayload(packet, out var payload)) return;
        if (stream.Layer is { } layer)
        {
            if (stream.IsRepair) OnRepair(browser, layer, header, payload);
            else OnVideo(browser, layer, number, header.Timestamp, header.HasMarker, payload, false);
        }
        else
        {
            stream.Statistics.Take(number, header.Timestamp, length, now, false);
            OnAudio(browser, stream, header, extensions, payload);
        }
    }

    // Whose an unknown SSRC is: by the section's name and the layer's in the packet, else by what the offer said.
    private static RtcStream? Identify(RtcPeer browser, in RtpHeader header, in RtpExtensions extensions)
    {
        RtcSection? section = null;
        foreach (var candidate in browser.Spec.Sections)
        {
            if (candidate.Sends is null) continue;
            if (extensions.Mid.IsEmpty ? candidate.SentSsrc == header.Ssrc || candidate.SentRtxSsrc == header.Ssrc : Matches(candidate.Mid, extensions.Mid)) section = candidate;
        }

        if (section is null) return null;
        if (!section.IsVideo) return browser.Enter(header.Ssrc, new RtcStream(section, null, false));
        var isRepair = section.RtxPayloadType != 0 && header.PayloadType == section.RtxPayloadType;
        if (!isRepair && header.PayloadType != section.PayloadType) return null;
        var source = Array.Find(browser.Videos, video => video.Section.Mid == section.Mid)!;
        var rid = isRepair && !extensions.RepairedRid.IsEmpty ? extensions.RepairedRid : extensions.Rid;
        if (rid.IsEmpty && source.Layers.Length > 1) return null;
        for (var index = 0; index < source.Layers.Length; index++)
        {
            if (!rid.IsEmpty && source.Layers.Length > 1 && !Matches(source.Layers[index].Rid, rid)) continue;
            if (isRepair) return browser.Enter(header.Ssrc, new RtcStream(section, source.Layers[index], true));
            return browser.Enter(header.Ssrc, new RtcStream(section, Begin(source, index, header.Ssrc), false));
        }

        return null;
    }

    // An encoder that begins anew counts from elsewhere: nothing that was known of the layer holds.
    private static VideoLayer Begin(VideoSource source, int index, uint ssrc)
    {
        var layer = source.Layers[index];
        if (layer.Statistics.Received > 0)
        {
            foreach (var viewer in source.Viewers)
            {
                if (viewer.Current == layer) viewer.Pause();
                if (viewer.Target == layer) viewer.Target = null;
            }

            layer = source.Layers[index] = new VideoLayer(source, index, layer.Rid);
        }

        layer.Ssrc = ssrc;
        return layer;
    }

    private RtcPeer? Named(ReadOnlySpan<byte> fragment)
    {
        if (fragment.Length is 0 or > 64) return null;
        Span<char> chars = stackalloc char[fragment.Length];
        System.Text.Encoding.Latin1.GetChars(fragment, chars);
        return _byFragmentChars.TryGetValue(chars, out var browser) ? browser : null;
    }

    private static bool Matches(string text, ReadOnlySpan<byte> bytes) => System.Text.Ascii.Equals(bytes, text);
}
