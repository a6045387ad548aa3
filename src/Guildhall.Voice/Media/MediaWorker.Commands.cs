using Guildhall.Community.Calls;
using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Media;

// Who is here, and what they may do.
public sealed partial class MediaWorker
{
    private readonly List<MediaPeer> _peers = [];
    private readonly Dictionary<PeerId, MediaPeer> _byId = [];
    private readonly Dictionary<PeerAddress, MediaPeer> _byAddress = [];
    private readonly Dictionary<uint, MediaPeer> _bySsrc = [];
    private readonly Dictionary<ChannelId, MediaRoom> _rooms = [];

    public IEnumerable<MediaRoom> Rooms => _rooms.Values;

    public MediaPeer? Find(PeerId peer) => _byId.GetValueOrDefault(peer);

    public MediaPeer? Find(in PeerAddress address) => _byAddress.GetValueOrDefault(address);

    public void Bind(MediaPeer peer, in PeerAddress address)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (!_byId.ContainsKey(peer.Id)) return;
        if (peer.HasAddress && peer.Address == address) return;
        // Whoever had it is not there any more: a client has come again by the same port.
        if (_byAddress.TryGetValue(address, out var former)) LoseAddress(former);
        if (peer.HasAddress) _byAddress.Remove(peer.Address);
        peer.Address = address;
        peer.HasAddress = true;
        peer.LastHeardMs = NowMs;
        _byAddress[address] = peer;
        peer.Room.IsStale = true;
        Tell(new WorkerEvent(WorkerEventKind.Reached, peer.Id) { Address = address });
    }

    private void LoseAddress(MediaPeer peer)
    {
        _byAddress.Remove(peer.Address);
        peer.HasAddress = false;
        peer.Room.IsStale = true;
    }

    private void RunCommands()
    {
        // Those that are written meanwhile wait for the next turn, so that packets are not starved.
        for (var count = 0; count < VoiceLimits.WorkerCommands && _commands.TryRead(out var command); count++)
        {
            try
            {
                RunCommand(command);
            }
            catch (Exception error)
            {
                NotRun(_log, error, command.Kind, command.Peer.Value);
            }
        }
        foreach (var room in _rooms.Values)
        {
            if (room.IsStale) Rebuild(room);
        }
    }

    [Microsoft.Extensions.Logging.LoggerMessage(Level = Microsoft.Extensions.Logging.LogLevel.Error, Message = "Command {Kind} for peer {Peer} failed")]
    private static partial void NotRun(Microsoft.Extensions.Logging.ILogger log, Exception error, WorkerCommandKind kind, ulong peer);

    private void RunCommand(in WorkerCommand command)
    {
        if (command.Kind == WorkerCommandKind.Open)
        {
            Add((PeerSpec)command.Content!);
            return;
        }
        if (!_byId.TryGetValue(command.Peer, out var peer)) return;
        switch (command.Kind)
        {
            case WorkerCommandKind.Key:
                SetKey(peer, (TransportKey)command.Content!);
                break;
            case WorkerCommandKind.Change:
                peer.Rights = command.Rights;
                if (!peer.MaySpeak) Silence(peer);
                break;
            case WorkerCommandKind.Guard:
                peer.Guard = command.Rule;
                break;
            case WorkerCommandKind.Tell when peer.IsBrowser:
                _rtc?.Told(peer, command.Content!);
                return;
            case WorkerCommandKind.Close:
                Remove(peer);
                break;
        }
        peer.Room.IsStale = true;
    }

    private void Add(PeerSpec spec)
    {
        if (_byId.TryGetValue(spec.Peer, out var former)) Remove(former);
        if (!_rooms.TryGetValue(spec.Room, out var room)) _rooms[spec.Room] = room = new MediaRoom(spec.Room);
        var peer = new MediaPeer(spec, room) { LastHeardMs = NowMs };
        peer.Speech.Budget = SenderBudget.Full(NowMs, _options.SenderPacketsPerSecond, _options.SenderBytesPerSecond);
        peer.SameSsrc = _bySsrc.GetValueOrDefault(spec.AudioSsrc);
        _bySsrc[spec.AudioSsrc] = peer;
        _byId[spec.Peer] = peer;
        _peers.Add(peer);
        room.Everybody.Add(peer);
        room.IsStale = true;
        if (peer.IsBrowser) _rtc?.Opened(peer);
    }

    private void SetKey(MediaPeer peer, TransportKey key)
    {
        peer.Transport?.Dispose();
        peer.Transport = new TransportState(key.Mode == TransportMode.AesGcm ? PacketCipher.AesGcm(key.Secret, _options.Ciphers) : PacketCipher.XChaCha(key.Secret));
        if (key.Claimed is not { } claimed) return;
        peer.Claimed = PeerAddress.From(claimed);
        if (!peer.HasAddress && peer.HasAskedFrom(peer.Claimed.Value)) Bind(peer, peer.Claimed.Value);
    }

    private void Remove(MediaPeer peer)
    {
        Silence(peer);
        Forget(peer);
        _peers.Remove(peer);
        _byId.Remove(peer.Id);
        if (peer.HasAddress) _byAddress.Remove(peer.Address);
        peer.HasAddress = false;
        RemoveSsrc(peer);
        _watched.Remove(peer);
        peer.Room.Everybody.Remove(peer);
        peer.Room.IsStale = true;
        if (peer.Room.Everybody.Count == 0) _rooms.Remove(peer.Room.Id);
        Interlocked.Decrement(ref _opened);
    }

    // Keys are gone when this returns.
    private void Forget(MediaPeer peer)
    {
        if (peer.IsBrowser) _rtc?.Closed(peer);
        peer.Transport?.Dispose();
        peer.Transport = null;
    }

    private void RemoveSsrc(MediaPeer peer)
    {
        var ssrc = peer.Spec.AudioSsrc;
        var at = _bySsrc[ssrc];
        if (at == peer)
        {
            if (peer.SameSsrc is { } next) _bySsrc[ssrc] = next;
            else _bySsrc.Remove(ssrc);
            return;
        }
        while (at.SameSsrc != peer) at = at.SameSsrc!;
        at.SameSsrc = peer.SameSsrc;
    }

    private void Rebuild(MediaRoom room)
    {
        room.IsStale = false;
        room.Members = [.. room.Everybody];
        room.Bots = [.. room.Everybody.Where(peer => !peer.IsBrowser && peer.Hears && peer.HasAddress && peer.Transport is { IsSpent: false })];
        room.Browsers = [.. room.Everybody.Where(peer => peer.IsBrowser && peer.Hears)];
        _rtc?.Changed(room);
    }

    private bool Tell(in WorkerEvent told)
    {
        if (_listener.TryTell(told)) return true;
        Figures.LoseEvent();
        return false;
    }

    public void Slotted(MediaPeer peer, IReadOnlyList<SlotContent> slots)
    {
        ArgumentNullException.ThrowIfNull(peer);
        Tell(new WorkerEvent(WorkerEventKind.Slotted, peer.Id) { Slots = slots });
    }

    public void Measured(MediaPeer peer, PeerQuality quality)
    {
        ArgumentNullException.ThrowIfNull(peer);
        Tell(new WorkerEvent(WorkerEventKind.Measured, peer.Id) { Quality = quality });
    }
}
