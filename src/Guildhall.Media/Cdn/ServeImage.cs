using Guildhall.Media.Images;
using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Media.Cdn;

/// <summary>Avatars, icons, banners, emojis and their like: images by the hash (or id) they are stored under, in the size and format asked for.</summary>
internal sealed class ServeImage(BlobFile files)
{
    /// <summary>Sends the image {folder}/{file without extension}.</summary>
    public Task Serve(HttpContext http, string folder)
    {
        if (NameOf(http) is not { } name) return MediaHeaders.NotFound(http);
        var extension = Path.GetExtension((string)http.Request.RouteValues["file"]!).TrimStart('.');
        if (extension.Length > 0 && ImageWish.FormatOf(extension) is null)
            return MediaHeaders.Refuse(http, StatusCodes.Status415UnsupportedMediaType, "415: Unsupported Media Type");
        if (ImageWish.OfImage(extension, http.Request.Query) is not { } wish)
            return MediaHeaders.Refuse(http, StatusCodes.Status400BadRequest, $"400: size is a number from {ThumbnailLimits.SmallestSize} to {ThumbnailLimits.LargestSize}");
        return files.Send(http, new ServedFile($"{folder}/{name}", name, MediaType.OfImage, null, IsPublic: true), wish);
    }

    /// <summary>Sends a sticker: an image like the others, or the JSON of one that is drawn as it moves.</summary>
    public Task ServeSticker(HttpContext http)
    {
        const string drawn = ".json";
        if (NameOf(http) is { } known && BuiltInSticker.Find(known) is { } builtIn) return BuiltIn(http, builtIn, "image/png", $"sticker-{known}");
        if (!((string)http.Request.RouteValues["file"]!).EndsWith(drawn, StringComparison.Ordinal)) return Serve(http, "stickers");
        if (NameOf(http) is not { } name) return MediaHeaders.NotFound(http);
        return files.Send(http, new ServedFile($"stickers/{name}", name, static _ => "application/json", null, IsPublic: true), ImageWish.Original);
    }

    /// <summary>Sends a sound of a soundboard.</summary>
    public Task ServeSound(HttpContext http)
    {
        if (NameOf(http) is not { } name) return MediaHeaders.NotFound(http);
        if (DefaultSound.Find(name) is { } sound) return BuiltIn(http, sound, "audio/wav", $"sound-{name}");
        return files.Send(http, new ServedFile($"soundboard-sounds/{name}", name, MediaType.OfSound, null, IsPublic: true), ImageWish.Original);
    }

    private static Task BuiltIn(HttpContext http, byte[] content, string type, string tag)
    {
        MediaHeaders.Set(http.Response, type, null, isPublic: true);
        return TypedResults.Bytes(content, type, null, enableRangeProcessing: true, null, new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{tag}\"")).ExecuteAsync(http);
    }

    // A hash in hex, with a_ in front of it for animations, or an id.
    private static string? NameOf(HttpContext http)
    {
        const int longest = 80;
        var name = Path.GetFileNameWithoutExtension((string)http.Request.RouteValues["file"]!);
        return name.Length is > 0 and < longest && name.All(letter => char.IsAsciiHexDigitLower(letter) || letter == '_') ? name : null;
    }
}
