namespace Guildhall.Storage.Blobs;

/// <summary>Files by key, such as <c>attachments/{channel}/{id}/{name}</c>. Keys are made by the server, never taken from a client as they come.</summary>
public interface IBlobStore
{
    /// <summary>
    /// Stores a stream; the blob is visible only when whole and durable. Throws <see cref="BlobTooLargeException"/> past
    /// <paramref name="maxBytes"/>, and <see cref="BlobRefusedException"/> for what an inspection keeps out, leaving nothing behind.
    /// </summary>
    ValueTask<BlobInfo> Put(string key, Stream content, long maxBytes, CancellationToken cancel);

    /// <summary>Opens a blob for reading (seekable), or null when there is none. The caller disposes it.</summary>
    ValueTask<Stream?> Open(string key, CancellationToken cancel);

    /// <summary>Deletes a blob; no error when there is none.</summary>
    ValueTask Delete(string key, CancellationToken cancel);

    /// <summary>Deletes every blob whose key begins with a folder.</summary>
    ValueTask DeleteFolder(string folder, CancellationToken cancel);

    /// <summary>Deletes a blob unless it was written since a moment; false when nothing was deleted.</summary>
    ValueTask<bool> DeleteIfOlder(string key, DateTimeOffset writtenBefore, CancellationToken cancel);

    /// <summary>Every blob, those of one folder after another, read while one goes through them. What comes or goes meanwhile may be in it or not.</summary>
    IEnumerable<StoredBlob> List();

    /// <summary>Forgets what was made out of blobs, or held for a backup, when those are gone.</summary>
    void DropOrphans();
}

/// <summary>What was stored: bytes, and the SHA-256 in hex.</summary>
public sealed record BlobInfo(long Size, string Sha256);

/// <summary>A blob by its key, and when it was written.</summary>
public readonly record struct StoredBlob(string Key, DateTimeOffset WrittenAt);

/// <summary>The stream had more bytes than allowed.</summary>
public sealed class BlobTooLargeException(long maxBytes) : Exception($"The file has more than {maxBytes} bytes.");
