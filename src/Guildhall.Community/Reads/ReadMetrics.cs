using System.Diagnostics.Metrics;

namespace Guildhall.Community.Reads;

/// <summary>What became of this node's reads, by kind; also published as the meter "Guildhall.Reads".</summary>
public sealed class ReadMetrics : IDisposable
{
    private readonly Meter _meter = new("Guildhall.Reads");

    public ReadMetrics()
    {
        _meter.CreateObservableCounter("guildhall.reads.hits", () => All.Select(counts => Measured(counts, counts.Hits)), description: "Reads answered from memory.");
        _meter.CreateObservableCounter("guildhall.reads.misses", () => All.Select(counts => Measured(counts, counts.Misses)), description: "Reads made anew or asked of a store.");
        _meter.CreateObservableCounter("guildhall.reads.coalesced", () => All.Select(counts => Measured(counts, counts.Coalesced)), description: "Reads that shared another's.");
    }

    /// <summary>The newest pages of channels: ready bytes that still hold, or made from the guild's memory.</summary>
    public ReadCounts NewestPages { get; } = new("newest_page");

    /// <summary>Messages in pages from the guild's memory: copied as bytes, or encoded.</summary>
    public ReadCounts NewestMessages { get; } = new("newest_message");

    /// <summary>Pages of history, asked of the store.</summary>
    public ReadCounts Pages { get; } = new("history_page");

    /// <summary>Public profiles.</summary>
    public ReadCounts Profiles { get; } = new("profile");

    /// <summary>Which guild a channel is in.</summary>
    public ReadCounts Channels { get; } = new("channel");

    /// <summary>Every kind.</summary>
    public IReadOnlyList<ReadCounts> All => [NewestPages, NewestMessages, Pages, Profiles, Channels];

    public void Dispose() => _meter.Dispose();

    private static Measurement<long> Measured(ReadCounts counts, long value) => new(value, new KeyValuePair<string, object?>("kind", counts.Kind));
}
