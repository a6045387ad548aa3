using System.Collections.Concurrent;
using Guildhall.Voice.Allocation;
using Guildhall.Voice.Media;

namespace Guildhall.Voice.Rooms;

/// <summary>The rooms that are open on this node, and whose each peer is: written by rooms, read by sockets and workers' events.</summary>
internal sealed class RoomDirectory
{
    private readonly ConcurrentDictionary<ChannelId, RoomBinding> _rooms = new();
    private readonly ConcurrentDictionary<PeerId, ChannelId> _peers = new();
    private readonly uint _firstSsrc = (uint)Random.Shared.Next(1, int.MaxValue);
    private ulong _lastPeer;
    private uint _ssrcs;

    public int Rooms => _rooms.Count;

    public int Peers => _peers.Count;

    public ICollection<KeyValuePair<ChannelId, RoomBinding>> Open => _rooms;

    public bool IsOpen(ChannelId channel) => _rooms.ContainsKey(channel);

    public void Bind(ChannelId channel, RoomBinding binding) => _rooms[channel] = binding;

    public void Unbind(ChannelId channel) => _rooms.TryRemove(channel, out _);

    public PeerId NewPeer(ChannelId channel)
    {
        var peer = new PeerId(Interlocked.Increment(ref _lastPeer));
        _peers[peer] = channel;
        return peer;
    }

    public void Forget(PeerId peer) => _peers.TryRemove(peer, out _);

    public bool TryRoomOf(PeerId peer, out ChannelId channel) => _peers.TryGetValue(peer, out channel);

    /// <summary>An SSRC that nobody else in this process has: numbers come in turn, and nobody stays for four billion joins.</summary>
    public uint NewSsrc()
    {
        var ssrc = unchecked(_firstSsrc + Interlocked.Increment(ref _ssrcs));
        return ssrc == 0 ? NewSsrc() : ssrc;
    }
}
