using System.Buffers.Binary;
using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Media;

// What comes in: told apart by its first bytes, its length and where it comes from.
public sealed partial class MediaWorker
{
    private const int KeepAliveLength = 8;
    private const int CounterLength = 4;
    private const int OpusPayloadType = 120;
    private const int StunLength = 20;
    private const uint StunCookie = 0x2112_A442;

    private int _proofs;
    private int _discoveries;

    /// <summary>
    /// Takes one datagram as if it had come from the socket; what it leads to leaves with the next <see cref="Flush"/>. Packets are opened in place.
    /// For the worker's thread, and for tests, which have no thread.
    /// </summary>
    public void Handle(Span<byte> datagram, in PeerAddress from)
    {
        Figures.Receive(datagram.Length);
        if (datagram.Length == KeepAliveLength)
        {
            if (Find(from) is { } alive) alive.LastHeardMs = NowMs;
            return;
        }
        if (datagram.Length is < RtpHeader.FixedLength or > VoiceLimits.DatagramBytes)
        {
            Figures.Drop(DropReason.Malformed);
            return;
        }
        if (IpDiscovery.TryRead(datagram, out var ssrc))
        {
            Discover(ssrc, from);
            return;
        }
        switch (datagram[0])
        {
            case < 4 when _rtc is not null && datagram.Length >= StunLength && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == StunCookie:
                _rtc.OnStun(datagram, from);
                break;
            case >= 20 and < 64 when _rtc is not null:
                _rtc.OnDtls(datagram, from);
                break;
            case >= 128 and < 192:
                OnRtp(datagram, from);
                break;
            default:
                Figures.Drop(DropReason.Malformed);
                break;
        }
    }

    private void OnRtp(Span<byte> datagram, in PeerAddress from)
    {
        var peer = Find(from);
        var isRtcp = datagram[1] is >= 192 and < 224;
        if (peer is { IsBrowser: true })
        {
            if (isRtcp) _rtc?.OnRtcp(peer, datagram);
            else _rtc?.OnRtp(peer, datagram);
        }
        else if (isRtcp)
        {
            Figures.Drop(DropReason.Unsupported);
        }
        else
        {
            OnBot(peer, datagram, from);
        }
    }

    private void Discover(uint ssrc, in PeerAddress from)
    {
        if (!_bySsrc.TryGetValue(ssrc, out var first))
        {
            Figures.Drop(DropReason.Unknown);
            return;
        }
        if (_discoveries++ >= VoiceLimits.DiscoveriesPerSecond)
        {
            Figures.Drop(DropReason.Limited);
            return;
        }
        var left = VoiceLimits.PeersPerSsrc;
        for (var peer = first; peer is not null && left-- > 0; peer = peer.SameSsrc)
        {
            if (peer.IsBrowser) continue;
            peer.Asked(from);
            if (!peer.HasAddress && peer.Claimed == from) Bind(peer, from);
        }
        IpDiscovery.Write(Rent(from), ssrc, from);
        Commit(IpDiscovery.Length);
    }

    private unsafe void OnBot(MediaPeer? known, Span<byte> datagram, in PeerAddress from)
    {
        if (!RtpHeader.TryRead(datagram, out var header) || datagram.Length <= header.Length + PacketCipher.TagLength + CounterLength)
        {
            Figures.Drop(DropReason.Malformed);
            return;
        }
        fixed (byte* packet = datagram)
        {
            var peer = known is not null && known.Spec.AudioSsrc == header.Ssrc ? known : null;
            if (peer is not null)
            {
                if (!Admit(peer, datagram.Length) || !TryOpen(peer, packet, datagram.Length, header)) return;
            }
            else
            {
                peer = Prove(packet, datagram.Length, header);
                if (peer is null) return;
                Bind(peer, from);
            }
            Accept(peer, packet + header.Length, datagram.Length - header.Length - PacketCipher.TagLength - CounterLength, header);
        }
    }

    private bool Admit(MediaPeer peer, int length)
    {
        peer.LastHeardMs = NowMs;
        if (!peer.Speech.Budget.Take(NowMs, length, _options.SenderPacketsPerSecond, _options.SenderBytesPerSecond))
        {
            Figures.Drop(DropReason.Limited);
            return false;
        }
        if (peer.MaySpeak) return true;
        Figures.Drop(DropReason.Muted);
        return false;
    }

    // From an address that is not known to be the sender's: whoever has the SSRC and the key is it.
    private unsafe MediaPeer? Prove(byte* packet, int length, in RtpHeader header)
    {
        if (!_bySsrc.TryGetValue(header.Ssrc, out var candidate))
        {
            Figures.Drop(DropReason.Unknown);
            return null;
        }
        var left = VoiceLimits.PeersPerSsrc;
        // A seal that does not fit leaves garbage in place, so each candidate but the last gets a copy.
        var copy = stackalloc byte[VoiceLimits.DatagramBytes];
        for (; candidate is not null && left-- > 0; candidate = candidate.SameSsrc)
        {
            if (_proofs++ >= VoiceLimits.ProofsPerSecond)
            {
                Figures.Drop(DropReason.Limited);
                return null;
            }
            Buffer.MemoryCopy(packet, copy, VoiceLimits.DatagramBytes, length);
            if (!TryOpen(candidate, copy, length, header)) continue;
            Buffer.MemoryCopy(copy, packet, length, length);
            return candidate;
        }
        return null;
    }

    private unsafe bool TryOpen(MediaPeer peer, byte* packet, int length, in RtpHeader header)
    {
        if (peer.Transport is not { } transport || peer.IsBrowser)
        {
            Figures.Drop(DropReason.Unknown);
            return false;
        }
        var counterAt = packet + length - CounterLength;
        var counter = BinaryPrimitives.ReadUInt32BigEndian(new ReadOnlySpan<byte>(counterAt, CounterLength));
        if (transport.HasSeen(counter))
        {
            Figures.Drop(DropReason.Replayed);
            return false;
        }
        var nonce = stackalloc byte[24];
        new Span<byte>(nonce, 24).Clear();
        *(uint*)nonce = *(uint*)counterAt;
        var body = packet + header.Length;
        var bodyLength = length - header.Length - PacketCipher.TagLength - CounterLength;
        if (!transport.Cipher.Open(nonce, packet, header.Length, body, body, bodyLength, body + bodyLength))
        {
            Figures.Drop(DropReason.Forged);
            return false;
        }
        transport.Opened(counter);
        if (transport.IsSpent) Spend(peer, transport);
        return true;
    }

    private unsafe void Accept(MediaPeer peer, byte* body, int length, in RtpHeader header)
    {
        peer.PacketsIn++;
        peer.LastHeardMs = NowMs;
        if (header.PayloadType != OpusPayloadType)
        {
            Figures.Drop(DropReason.Unsupported);
            return;
        }
        if (header.HasPadding) length -= length > 0 ? body[length - 1] : 0;
        if (length <= header.ExtensionLength)
        {
            Figures.Drop(DropReason.Malformed);
            return;
        }
        peer.Speech.Arrivals.Take(header.Sequence, header.Timestamp, NowMs * OpusTicksPerMs);
        var isKept = header.ExtensionProfile == RtpHeader.OneByteProfile;
        var skipped = isKept ? 0 : header.ExtensionLength;
        var frame = new AudioFrame(body + skipped, length - skipped)
        {
            ExtensionLength = header.ExtensionLength - skipped,
            Sequence = header.Sequence,
            Timestamp = header.Timestamp,
            IsMarked = header.IsMarked,
            Level = AudioFrame.UnknownLevel,
        };
        Forward(peer, frame);
    }

    private void Spend(MediaPeer peer, TransportState transport)
    {
        peer.Room.IsStale = true;
        if (transport.IsTold) return;
        transport.IsTold = Tell(new WorkerEvent(WorkerEventKind.Spent, peer.Id));
    }
}
