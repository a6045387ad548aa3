using System.Buffers;
using Guildhall.Media.Images;
using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Media.Cdn;

/// <summary>Sends one blob, or an image made of it: whole, in ranges, or as "you have it".</summary>
internal sealed class BlobFile(IBlobStore blobs, Thumbnails thumbnails)
{
    /// <param name="http">The request.</param>
    /// <param name="file">Which blob, and how it is shown.</param>
    /// <param name="wish">What is wanted of it when it is an image.</param>
    public async Task Send(HttpContext http, ServedFile file, ImageWish wish)
    {
        var cancel = http.RequestAborted;
        if (await Open(file.Key, cancel) is not { } content)
        {
            await MediaHeaders.NotFound(http);
            return;
        }

        Stream? original = content;
        try
        {
            var (type, plan) = await Look(content, file, wish, cancel);
            if (plan == ImagePlan.Unsupported)
            {
                await MediaHeaders.Refuse(http, StatusCodes.Status415UnsupportedMediaType, "415: Unsupported Media Type");
                return;
            }

            var made = plan == ImagePlan.Original ? Thumbnail.Refused : await thumbnails.Of(file.Key, plan, cancel);
            MediaHeaders.Set(http.Response, made.Content is null ? type : plan.MediaType, file.Filename, file.IsPublic, isFinal: made.IsFinal);
            if (made.Content is null)
            {
                original = null; // the answer disposes it
                await Stream(http, content, type, file.Tag);
            }
            else await Stream(http, made.Content, plan.MediaType, $"{file.Tag}-{plan.Variant}");
        }
        finally
        {
            if (original is not null) await original.DisposeAsync();
        }
    }

    private static Task Stream(HttpContext http, Stream content, string type, string tag) =>
        TypedResults.Stream(content, type, null, null, new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true).ExecuteAsync(http);

    private async ValueTask<Stream?> Open(string key, CancellationToken cancel)
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

    // What it is and what can be made of it, both by its first bytes.
    private static async ValueTask<(string Type, ImagePlan Plan)> Look(Stream content, ServedFile file, ImageWish wish, CancellationToken cancel)
    {
        var needed = wish.IsOriginal ? MediaType.HeadBytes : ImageHeader.EnoughBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(needed);
        try
        {
            var length = await content.ReadAtLeastAsync(buffer.AsMemory(0, needed), needed, throwOnEndOfStream: false, cancel);
            content.Position = 0;
            var head = buffer.AsSpan(0, length);
            return (file.TypeOf(head[..Math.Min(length, MediaType.HeadBytes)]), ImagePlan.For(head, content.Length, wish));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>What a file is, by its first bytes.</summary>
internal delegate string TypeOfHead(ReadOnlySpan<byte> head);

/// <summary>One file as it is served.</summary>
/// <param name="Key">Made of ids and a name; one that is no key is a blob that is not there.</param>
/// <param name="Tag">Different for different content.</param>
/// <param name="TypeOf">The type by the first bytes.</param>
/// <param name="Filename">The name to save under; null for none.</param>
/// <param name="IsPublic">False when shared caches keep out of it.</param>
internal sealed record ServedFile(string Key, string Tag, TypeOfHead TypeOf, string? Filename, bool IsPublic);
