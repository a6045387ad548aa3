using Guildhall.Protocol;

namespace Guildhall.Community.Guild;

/// <summary>The channels that somebody may view, in order of id. Equal views are one object, so ten thousand members share a few.</summary>
internal sealed class ChannelView(ChannelId[] channels) : IEquatable<ChannelView>
{
    public static readonly ChannelView Nothing = new([]);

    public IReadOnlyList<ChannelId> Channels => channels;

    public bool Contains(ChannelId channel) =>
        Array.BinarySearch(channels, channel, Comparer<ChannelId>.Create((a, b) => a.Number.CompareTo(b.Number))) >= 0;

    public bool Equals(ChannelView? other) => other is not null && channels.AsSpan().SequenceEqual(other.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as ChannelView);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var channel in channels) hash.Add(channel.Number);
        return hash.ToHashCode();
    }

    private ReadOnlySpan<ChannelId> AsSpan() => channels;
}
