using System.Buffers;
using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Media.Cdn;

/// <summary>Sends one blob: whole, in ranges, or as "you have it".</summary>
internal static class BlobFile
{
    /// <param name="http">The request.</param>
    /// <param name="blobs">Where blobs are.</param>
    /// <param name="key">Made of ids and a name; one that is no key is a blob that is not there.</param>
    /// <param name="tag">Different for different content.</param>
    /// <param name="typeOf">The type by the first bytes.</param>
    /// <param name="filename">The name to save under; null for none.</param>
    /// <param name="isPublic">False when shared caches keep out of it.</param>
    public static async Task Send(
        HttpContext http, IBlobStore blobs, string key, string tag, TypeOfHead typeOf, string? filename, bool isPublic)
    {
        if (await Open(blobs, key, http.RequestAborted) is not { } content)
        {
            await MediaHeaders.NotFound(http);
            return;
        }

        var type = typeOf(await Head(content, http.RequestAborted));
        MediaHeaders.Set(http.Response, type, filename, isPublic);
        await TypedResults.Stream(content, type, null, null, new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true).ExecuteAsync(http);
    }

    private static async ValueTask<Stream?> Open(IBlobStore blobs, string key, CancellationToken cancel)
    {
        try
        {
            return await blobs.Open(key, cancel);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static async ValueTask<byte[]> Head(Stream content, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MediaType.HeadBytes);
        try
        {
            var length = await content.ReadAtLeastAsync(buffer.AsMemory(0, MediaType.HeadBytes), MediaType.HeadBytes, throwOnEndOfStream: false, cancel);
            content.Position = 0;
            return buffer[..length];
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>What a file is, by its first bytes.</summary>
internal delegate string TypeOfHead(ReadOnlySpan<byte> head);
