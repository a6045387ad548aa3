using Guildhall.Storage.Blobs;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Media.Cdn;

/// <summary>Avatars, icons, banners and emojis: images by the hash (or id) they are stored under. The extension asked for does not change the bytes.</summary>
internal sealed class ServeImage(IBlobStore blobs)
{
    /// <summary>Sends the image {folder}/{file without extension}.</summary>
    public Task Serve(HttpContext http, string folder)
    {
        var name = Path.GetFileNameWithoutExtension((string)http.Request.RouteValues["file"]!);
        return IsName(name)
            ? BlobFile.Send(http, blobs, $"{folder}/{name}", name, MediaType.OfImage, null, isPublic: true)
            : MediaHeaders.NotFound(http);
    }

    // A hash in hex, with a_ in front of it for animations, or an id.
    private static bool IsName(string name)
    {
        const int longest = 80;
        return name.Length is > 0 and < longest && name.All(letter => char.IsAsciiHexDigitLower(letter) || letter == '_');
    }
}
