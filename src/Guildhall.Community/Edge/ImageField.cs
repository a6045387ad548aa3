using System.Security.Cryptography;
using Guildhall.Protocol;

namespace Guildhall.Community.Edge;

/// <summary>
/// A field that carries an image as a data URI (avatar, icon, banner, emoji). The bytes must be what they claim: PNG, JPEG,
/// GIF or WebP by their first bytes. The stored name is a hash, with "a_" in front for animations.
/// </summary>
public static class ImageField
{
    /// <summary>
    /// Reads and stores the image below <paramref name="folder"/>. Absent when the field is; null when it is null; errors are noted in the form.
    /// </summary>
    public static async ValueTask<Optional<string?>> Read(
        Form form, string name, string folder, int maxBytes, CommunityServices house, CancellationToken cancel)
    {
        var text = form.NullableText(name, 0, (maxBytes * 4 / 3) + 128);
        if (!text.IsPresent || text.Value is null) return text;
        if (Decode(text.Value) is not { } image)
        {
            form.Error(name, "IMAGE_INVALID", "Invalid image data");
            return default;
        }

        if (image.Bytes.Length > maxBytes)
        {
            form.Error(name, "BINARY_TYPE_MAX_SIZE", $"File cannot be larger than {maxBytes / 1024.0:0.#} kb.");
            return default;
        }

        if (form.Failure is not null) return default;
        var hash = Convert.ToHexStringLower(SHA256.HashData(image.Bytes).AsSpan(0, 16));
        var stored = image.IsAnimated ? "a_" + hash : hash;
        using var content = new MemoryStream(image.Bytes, writable: false);
        await UploadField.Put(house.Blobs, name, $"{folder}/{stored}", content, maxBytes, cancel);
        return stored;
    }

    /// <summary>The bytes of a data URI whose content is one of the known image formats; null for anything else.</summary>
    public static ImageData? Decode(string dataUri)
    {
        var comma = dataUri.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !dataUri.StartsWith("data:image/", StringComparison.Ordinal) || !dataUri.AsSpan(0, comma).EndsWith(";base64")) return null;
        var bytes = new byte[(dataUri.Length - comma) * 3 / 4];
        if (!Convert.TryFromBase64Chars(dataUri.AsSpan(comma + 1), bytes, out var length)) return null;
        var image = bytes[..length];
        return Format(image) is { } format ? new ImageData(image, format == "gif") : null;
    }

    /// <summary>png, jpeg, gif or webp by the first bytes; null for anything else.</summary>
    public static string? Format(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "png";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "jpeg";
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)) return "gif";
        return bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "webp" : null;
    }
}

/// <summary>An image's bytes and whether it may move.</summary>
public sealed record ImageData(byte[] Bytes, bool IsAnimated);
