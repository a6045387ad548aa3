using Guildhall.Protocol;

namespace Guildhall.Community.Guild;

/// <summary>When members last wrote in channels with slowmode. Forgets with the actor: a restart is a pardon.</summary>
public sealed class SlowmodeMemory
{
    /// <summary>Entries at which those that no longer matter are dropped.</summary>
    public const int Capacity = 16_384;

    private readonly Dictionary<(ChannelId Channel, UserId User), DateTimeOffset> _last = [];

    /// <summary>Seconds until the member may write again; 0 when it may now.</summary>
    public double Wait(ChannelId channel, UserId user, int seconds, DateTimeOffset now) =>
        _last.TryGetValue((channel, user), out var last) ? Math.Max(0, (last.AddSeconds(seconds) - now).TotalSeconds) : 0;

    public void Wrote(ChannelId channel, UserId user, DateTimeOffset now)
    {
        if (_last.Count >= Capacity)
        {
            foreach (var (key, last) in _last)
            {
                if (last.AddSeconds(Limits.SlowmodeMaxSeconds) < now) _last.Remove(key);
            }

            if (_last.Count >= Capacity) _last.Clear();
        }

        _last[(channel, user)] = now;
    }
}
