using Guildhall.Gateway.Compression;

namespace Guildhall.Gateway.Etf;

/// <summary>What follows the sequence number of a dispatch as a term, and the same compressed. Made once, when a first session wants it.</summary>
internal sealed class EtfPayload(byte[] entries)
{
    /// <summary>The longest <see cref="WritePrefix"/>.</summary>
    public const int LongestPrefix = 24;

    private byte[]? _deflated;
    private byte[]? _zstd;

    public ReadOnlySpan<byte> Entries => entries;

    /// <summary>Deflate blocks of the entries, from empty history and ended by a sync flush. Two that make them at a time make the same.</summary>
    public ReadOnlySpan<byte> Deflated => Volatile.Read(ref _deflated) ?? (_deflated = ZlibSplice.Deflate(entries));

    /// <summary>The entries as zstd blocks that fit anywhere.</summary>
    public ReadOnlySpan<byte> Zstd => Volatile.Read(ref _zstd) ?? (_zstd = ZstdSplice.Compress(entries));

    /// <summary>Writes what comes before the entries: the version, a map of four, and s; returns its bytes.</summary>
    public static int WritePrefix(Span<byte> target, uint sequence)
    {
        ReadOnlySpan<byte> head = [EtfTags.Version, EtfTags.Map, 0, 0, 0, 4, EtfTags.Binary, 0, 0, 0, 1, (byte)'s'];
        head.CopyTo(target);
        return head.Length + EtfEncoder.WriteInteger(target[head.Length..], sequence);
    }
}
