using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Guildhall.Storage.Blobs;

namespace Guildhall.Community.Exports;

/// <summary>Writes an archive piece by piece, straight to the disk: lines of JSON, and files as they are.</summary>
internal sealed class ExportArchive(Stream target, IBlobStore blobs) : IAsyncDisposable
{
    /// <summary>Bytes of one archive at most.</summary>
    public const long MostBytes = 64L << 30;

    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private readonly ZipArchive _zip = new(target, ZipArchiveMode.Create, leaveOpen: true);

    public ValueTask DisposeAsync()
    {
        _zip.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One file with lines of JSON; the records come as they are asked for.</summary>
    public async Task Lines<T>(string name, IAsyncEnumerable<T> records, JsonTypeInfo<T> json, CancellationToken cancel)
    {
        await using var entry = await Begin(name, CompressionLevel.Fastest, cancel);
        await foreach (var record in records.WithCancellation(cancel))
        {
            await entry.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(record, json), cancel);
            await entry.WriteAsync(LineEnd, cancel);
        }
    }

    /// <summary>One file with lines of JSON that are at hand.</summary>
    public Task Lines<T>(string name, IEnumerable<T> records, JsonTypeInfo<T> json, CancellationToken cancel) =>
        Lines(name, records.ToAsyncEnumerable(), json, cancel);

    /// <summary>A blob under its key, or under another name; left out when it is gone.</summary>
    public async Task Blob(string key, CancellationToken cancel, string? name = null)
    {
        await using var content = await blobs.Open(key, cancel);
        if (content is null) return;
        await using var entry = await Begin(name ?? key, CompressionLevel.NoCompression, cancel);
        await content.CopyToAsync(entry, cancel);
    }

    private ValueTask<Stream> Begin(string name, CompressionLevel level, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (target.Position > MostBytes) throw new IOException("The export is larger than an archive may be.");
        return ValueTask.FromResult(_zip.CreateEntry(name, level).Open());
    }
}
