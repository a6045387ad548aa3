using System.Buffers.Binary;
using System.Text.Json;
using Guildhall.Storage.Blobs;

namespace Guildhall.Community.Stickers;

/// <summary>What an uploaded sticker is: by its bytes alone, since a name may lie. Hostile bytes give an error, never an exception.</summary>
internal static class StickerFile
{
    /// <summary>Bytes of a sticker.</summary>
    public const int Bytes = 524_288;

    private const int Pixels = 320;
    private const int JsonDepth = 64;

    /// <summary>The format, or why it cannot be a sticker.</summary>
    public static Result<StickerFormat> Check(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length == 0) return Invalid("BASE_TYPE_REQUIRED", "This field is required");
        if (bytes[0] == (byte)'{') return IsLottie(file) ? StickerFormat.Lottie : new Failure.InvalidLottie();
        if (ImageHeader.Size(bytes) is not { } size) return Invalid("STICKER_FILE_INVALID", "Invalid Asset");
        if (size.Width > Pixels || size.Height > Pixels) return Invalid("STICKER_FILE_INVALID", $"A sticker has {Pixels} by {Pixels} pixels at most.");
        if (bytes.StartsWith("GIF"u8)) return StickerFormat.Gif;
        if (bytes[0] != 0x89) return Invalid("STICKER_FILE_INVALID", "Invalid Asset");
        return IsAnimated(bytes) ? StickerFormat.Apng : StickerFormat.Png;
    }

    // The chunk that says so comes before the image's data.
    private static bool IsAnimated(ReadOnlySpan<byte> png)
    {
        const int signature = 8;
        const int frame = 12; // length, name and checksum of a chunk
        for (var at = signature; at + frame <= png.Length;)
        {
            var name = png.Slice(at + 4, 4);
            if (name.SequenceEqual("acTL"u8)) return true;
            if (name.SequenceEqual("IDAT"u8)) return false;
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            if (length > png.Length) return false;
            at += frame + (int)length;
        }

        return false;
    }

    // Vector animation: frames from "ip" to "op" at "fr" a second, five seconds at most, without pixels in it.
    private static bool IsLottie(ReadOnlyMemory<byte> file)
    {
        const double seconds = 5;
        try
        {
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = JsonDepth });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("layers", out var layers) || layers.ValueKind != JsonValueKind.Array) return false;
            var (first, last, rate) = (Number(root, "ip"), Number(root, "op"), Number(root, "fr"));
            return rate is > 0 and <= 60 && last > first && (last - first) / rate <= seconds
                && Number(root, "w") <= Pixels && Number(root, "h") <= Pixels
                && file.Span.IndexOf("data:image"u8) < 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static double? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var raw) && raw.ValueKind == JsonValueKind.Number && raw.TryGetDouble(out var number) ? number : null;

    private static Failure.InvalidForm Invalid(string code, string message) => new([new FieldError("file", code, message)]);
}
