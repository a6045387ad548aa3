using System.Collections.Concurrent;
using Guildhall.Community.Reads;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>Which guild a channel is in. A channel never moves, so what is known stays true; unknown ones are asked of the store.</summary>
public sealed class ChannelDirectory(ReadMetrics metrics)
{
    /// <summary>Channels remembered; past this the memory starts afresh.</summary>
    public const int Capacity = 262_144;

    private readonly ConcurrentDictionary<ChannelId, GuildId> _guilds = new();
    private readonly SingleFlight<ChannelId, GuildId?> _flights = new(metrics.Channels);

    /// <summary>Channels in memory.</summary>
    public int Count => _guilds.Count;

    public async ValueTask<GuildId?> GuildOf(ChannelId channel, IGuildStore store, CancellationToken cancel)
    {
        if (_guilds.TryGetValue(channel, out var known))
        {
            metrics.Channels.Hit();
            return known;
        }

        if (await _flights.Get(channel, unknown => store.GuildOfChannel(unknown, CancellationToken.None), cancel) is not { } guild) return null;
        if (_guilds.Count >= Capacity) _guilds.Clear();
        _guilds[channel] = guild;
        return guild;
    }
}
