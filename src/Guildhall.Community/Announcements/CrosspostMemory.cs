namespace Guildhall.Community.Announcements;

/// <summary>When messages of each announcement channel were published lately. Forgets with the actor: a restart is a pardon.</summary>
public sealed class CrosspostMemory
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private readonly Dictionary<ChannelId, Queue<DateTimeOffset>> _published = [];

    /// <summary>Seconds until one more may be published; 0 when it may now.</summary>
    public double Wait(ChannelId channel, DateTimeOffset now)
    {
        if (!_published.TryGetValue(channel, out var moments)) return 0;
        while (moments.Count > 0 && moments.Peek() + Window <= now) moments.Dequeue();
        return moments.Count < Limits.CrosspostsPerHour ? 0 : (moments.Peek() + Window - now).TotalSeconds;
    }

    public void Publish(ChannelId channel, DateTimeOffset now)
    {
        // No more than one for each channel of a guild, and in each no more than the limit.
        if (!_published.TryGetValue(channel, out var moments)) _published[channel] = moments = new Queue<DateTimeOffset>(Limits.CrosspostsPerHour);
        moments.Enqueue(now);
    }
}
