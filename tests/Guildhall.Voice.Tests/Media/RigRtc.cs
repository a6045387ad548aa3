using Guildhall.Voice.Media;

namespace Guildhall.Voice.Tests.Media;

/// <summary>A browsers' half that only writes down what it is given, and sends each packet on in clear.</summary>
internal sealed class RigRtc(IRtcHost host) : IRtcPath
{
    public List<string> Given { get; } = [];

    public void Opened(MediaPeer peer) => Given.Add($"{peer.Id.Value} opened");

    public void Closed(MediaPeer peer) => Given.Add($"{peer.Id.Value} closed");

    public void Changed(MediaRoom room) => Given.Add($"room of {room.Members.Length}");

    public void Told(MediaPeer peer, object order) => Given.Add($"{peer.Id.Value} told {order}");

    public void OnStun(Span<byte> datagram, in PeerAddress from)
    {
        Given.Add($"STUN of {datagram.Length} from {from}");
        // Proves an address as an authentic binding request does: the last byte is the peer.
        if (host.Find(new PeerId(datagram[^1])) is { } peer) host.Bind(peer, from);
    }

    public void OnDtls(Span<byte> datagram, in PeerAddress from) => Given.Add($"DTLS of {datagram.Length} from {from}");

    public unsafe void OnRtp(MediaPeer peer, Span<byte> datagram)
    {
        Given.Add($"RTP of {peer.Id.Value}");
        fixed (byte* start = datagram)
        {
            host.Forward(peer, new AudioFrame(start + 13, datagram.Length - 13) { Level = datagram[12], Sequence = 5, Timestamp = 6 });
        }
    }

    public void OnRtcp(MediaPeer peer, Span<byte> datagram) => Given.Add($"RTCP of {peer.Id.Value}");

    public void Forward(MediaRoom room, MediaPeer speaker, int slot, in AudioFrame frame)
    {
        foreach (var browser in room.Browsers)
        {
            if (browser == speaker || !browser.HasAddress) continue;
            var packet = host.Rent(browser);
            packet[0] = (byte)slot;
            frame.Payload.CopyTo(packet[1..]);
            host.Commit(1 + frame.Payload.Length);
        }
    }

    public void ActiveChanged(MediaRoom room) => Given.Add($"active {string.Join(' ', room.Active.Where(peer => peer is not null).Select(peer => peer!.Id.Value))}");

    public void Tick(long nowMs)
    {
        // Nothing waits here.
    }

    public void Dispose() => Given.Add("disposed");
}
