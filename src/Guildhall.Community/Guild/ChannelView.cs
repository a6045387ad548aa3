using Guildhall.Protocol;

namespace Guildhall.Community.Guild;

/// <summary>
/// The channels that somebody may view and those whose private threads it manages, in order of id. Equal views are one object, so
/// ten thousand members share a few.
/// </summary>
internal sealed class ChannelView(ChannelId[] channels, ChannelId[] managed) : IEquatable<ChannelView>
{
    public static readonly ChannelView Nothing = new([], []);

    private static readonly Comparer<ChannelId> ByNumber = Comparer<ChannelId>.Create((a, b) => a.Number.CompareTo(b.Number));

    public IReadOnlyList<ChannelId> Channels => channels;

    /// <summary>The text channels in which every private thread is seen.</summary>
    public IReadOnlyList<ChannelId> Managed => managed;

    public bool Contains(ChannelId channel) => Array.BinarySearch(channels, channel, ByNumber) >= 0;

    public bool Manages(ChannelId channel) => Array.BinarySearch(managed, channel, ByNumber) >= 0;

    public bool Equals(ChannelView? other) =>
        other is not null && channels.AsSpan().SequenceEqual(other.AsSpan()) && managed.AsSpan().SequenceEqual(other.ManagedSpan());

    public override bool Equals(object? obj) => Equals(obj as ChannelView);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var channel in channels) hash.Add(channel.Number);
        hash.Add(managed.Length);
        foreach (var channel in managed) hash.Add(channel.Number);
        return hash.ToHashCode();
    }

    private ReadOnlySpan<ChannelId> AsSpan() => channels;

    private ReadOnlySpan<ChannelId> ManagedSpan() => managed;
}
