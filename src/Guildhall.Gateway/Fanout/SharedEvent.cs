using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Sessions;

namespace Guildhall.Gateway.Fanout;

/// <summary>An event as all shards of a node share it: its payloads, and who of an audience gets which.</summary>
internal sealed class SharedEvent
{
    private readonly RelayEvent _event;
    private readonly SharedPayload _full;
    private readonly SharedPayload? _redacted;

    /// <param name="dispatch">What the relay carried.</param>
    /// <param name="isPrivate">Made for one session.</param>
    /// <param name="arrivedAt">When it came, in timestamps of the node's clock; 0 when nobody measures it.</param>
    public SharedEvent(RelayEvent dispatch, bool isPrivate, long arrivedAt = 0)
    {
        _event = dispatch;
        ArrivedAt = arrivedAt;
        _full = new SharedPayload(dispatch.Name, dispatch.Body, isPrivate, dispatch.Suffix);
        if (dispatch.Redacted is { } redacted) _redacted = new SharedPayload(dispatch.Name, redacted, isPrivate);
    }

    /// <summary>When it came from the relay; 0 when nobody measures it.</summary>
    public long ArrivedAt { get; }

    public bool MayBeDropped => _event.MayBeDropped;

    public long Bytes => _event.Body.Length + _event.Suffix.Length;

    /// <summary>What a session gets; null when its intents do not ask for the event.</summary>
    public SharedPayload? For(SessionRow row)
    {
        if (_event.AnyOf != Intents.None && (row.Intents & _event.AnyOf) == 0 && (row.User != _event.Self || row.User == default)) return null;
        if (_redacted is null || !row.IsBot || (row.Intents & Intents.MessageContent) != 0) return _full;
        foreach (var user in _event.Unredacted)
        {
            if (user == row.User) return _full;
        }

        return _redacted;
    }
}
