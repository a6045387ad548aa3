using System.Text.Json;
using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Relay;
using Guildhall.Voice.Allocation;
using Guildhall.Voice.Signalling;

namespace Guildhall.Voice.Rooms;

/// <summary>Which worker the room is on, and how its members learn where to connect.</summary>
internal sealed partial class RoomActor
{
    /// <summary>Gives a member a new token, with the endpoint of the room's worker; without one while there is no worker.</summary>
    private void Invite(RoomMember member, Turn turn)
    {
        if (!IsBound(turn))
        {
            TellServer(member, SeatToken.Make(Channel), null, turn);
            return;
        }

        var token = SeatToken.Make(Channel);
        (member.Token, member.TokenGeneration) = (SeatToken.Hash(token), _generation);
        TellServer(member, token, _services.Options.Endpoint(), turn);
    }

    /// <summary>True when the room has a worker, or has just got one.</summary>
    private bool IsBound(Turn turn)
    {
        if (_binding is not null && _services.Workers.Stands(_binding.Worker)) return true;
        // Lost a moment ago: everybody's connection is on it.
        if (_binding is not null) Unbind(turn);
        if (_isSearching) return false;
        if (TryBind(avoid: -1)) return true;
        Search(_services.Options.RebindEvery);
        return false;
    }

    private bool TryBind(int avoid)
    {
        if (_services.Workers.IsClosing) return false;
        var region = _members.Values.Select(static member => member.Seat.Region).FirstOrDefault(static region => region is not null);
        if (_services.Workers.Choose(new RoomRequest(Channel, region, IsStage, avoid)) is not { } worker)
        {
            _services.Log.NoWorker(Channel);
            return false;
        }

        _binding = new RoomBinding(worker.Number, ++_generation);
        _services.Directory.Bind(Channel, _binding);
        return true;
    }

    private void Search(TimeSpan delay)
    {
        _isSearching = true;
        _context.TellSelfAfter(delay, new Rebind(_generation));
    }

    private void OnWorkerGone(WorkerGone gone, Turn turn)
    {
        if (_binding?.Worker != gone.Worker) return;
        Unbind(turn);
        Search(gone.Moment);
    }

    /// <summary>Leaves the worker: everybody is told to wait, and the connections on it are over.</summary>
    private void Unbind(Turn turn)
    {
        // Clients that are told to wait first do not try the old place again when their socket closes.
        foreach (var member in _members.Values) TellServer(member, SeatToken.Make(Channel), null, turn);
        foreach (var member in _bySession.Values.ToList()) Disconnect(member, VoiceCloseCode.Disconnected, turn);
        _binding = null;
        _services.Directory.Unbind(Channel);
    }

    private void OnRebind(Rebind rebind, Turn turn)
    {
        if (!_isSearching || rebind.Generation != _generation) return;
        _isSearching = false;
        if (_members.Count == 0) return;
        if (!TryBind(avoid: -1))
        {
            Search(_services.Options.RebindEvery);
            return;
        }

        if (_generation > 1) _services.Figures.Migrated();
        foreach (var member in _members.Values) Invite(member, turn);
    }

    private void Drain(Turn turn)
    {
        Unbind(turn);
        turn.Reply<Nothing>(Nothing.Value);
    }

    private void TellServer(RoomMember member, string token, string? endpoint, Turn turn)
    {
        var seat = member.Seat;
        var payload = new ServerPayload(token)
        {
            GuildId = seat.IsPrivate ? null : seat.House,
            ChannelId = seat.IsPrivate ? seat.Channel : null,
            Endpoint = endpoint,
        };
        var dispatch = new RelayEvent(
            DispatchCatalogue.VoiceServerUpdate.Name,
            DispatchCatalogue.VoiceServerUpdate.AnyOf,
            JsonSerializer.SerializeToUtf8Bytes(payload, VoiceJson.Default.ServerPayload));
        turn.Then(() => _services.Relay.Send([seat.Session], dispatch, CancellationToken.None));
    }
}
