using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Guild;

/// <summary>
/// The newest messages of the channels that are being read, in memory: the base for edits and reactions, and what the
/// latest page is served from. Filled from the store on the first read of a channel.
/// </summary>
public sealed class ChannelLogs
{
    /// <summary>Channels of a guild kept at a time; the one read longest ago makes room.</summary>
    public const int Channels = 32;

    private readonly Dictionary<ChannelId, ChannelLog> _logs = [];
    private long _clock;

    /// <summary>The log of a channel, loaded when it is not there. Earlier changes must be settled by then, which this sees to.</summary>
    public async ValueTask<ChannelLog> Open(GuildTurn turn, ChannelId channel)
    {
        if (_logs.TryGetValue(channel, out var log))
        {
            log.LastUsed = ++_clock;
            return log;
        }

        await turn.Settled();
        var newest = await turn.Services.Messages.Page(channel, PageKind.Latest, default, ChannelLog.Capacity, CancellationToken.None);
        log = new ChannelLog(newest.Reverse(), reachesBeginning: newest.Count < ChannelLog.Capacity) { LastUsed = ++_clock };
        if (_logs.Count >= Channels) _logs.Remove(_logs.MinBy(pair => pair.Value.LastUsed).Key);
        _logs.Add(channel, log);
        return log;
    }

    /// <summary>The log of a channel when it is here.</summary>
    public ChannelLog? IfOpen(ChannelId channel)
    {
        if (!_logs.TryGetValue(channel, out var log)) return null;
        log.LastUsed = ++_clock;
        return log;
    }

    /// <summary>A message from the log, or from the store when it is older.</summary>
    public async ValueTask<StoredMessage?> Find(GuildTurn turn, ChannelId channel, MessageId id)
    {
        var log = await Open(turn, channel);
        if (log.Find(id) is { } found) return found;
        if (log.Covers(id)) return null;
        await turn.Settled();
        return await turn.Services.Messages.Get(channel, id, CancellationToken.None);
    }

    internal void Put(StoredMessage message)
    {
        if (_logs.TryGetValue(message.Channel, out var log)) log.Put(message);
    }

    internal void Remove(ChannelId channel, IReadOnlyCollection<MessageId> ids)
    {
        if (_logs.TryGetValue(channel, out var log)) log.Remove(ids);
    }

    internal void Touch(ChannelId channel)
    {
        if (_logs.TryGetValue(channel, out var log)) log.Touch();
    }

    internal void TouchAll()
    {
        foreach (var log in _logs.Values) log.Touch();
    }

    internal void Forget(ChannelId channel) => _logs.Remove(channel);
}
