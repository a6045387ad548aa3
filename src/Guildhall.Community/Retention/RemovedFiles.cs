using System.Threading.Channels;

namespace Guildhall.Community.Retention;

/// <summary>
/// Folders of blobs whose rows are gone, on their way to deletion: an actor leaves them here instead of waiting for the disk. What does not fit, and
/// what a crash forgets, is found by <see cref="BlobSweep"/>.
/// </summary>
public sealed class RemovedFiles
{
    /// <summary>Folders that may wait.</summary>
    public const int Capacity = 16_384;

    private readonly Channel<string> _folders = Channel.CreateBounded<string>(Capacity);

    /// <summary>Folders that wait.</summary>
    public int Count => _folders.Reader.Count;

    internal ChannelReader<string> Reader => _folders.Reader;

    /// <summary>Has a folder deleted soon; left to the sweep when too many wait.</summary>
    public void Add(string folder) => _folders.Writer.TryWrite(folder);
}
