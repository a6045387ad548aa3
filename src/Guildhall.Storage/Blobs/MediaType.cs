namespace Guildhall.Storage.Blobs;

/// <summary>
/// What a file is, by its first bytes alone: a name may lie. Only types that a browser shows without running anything are
/// known; everything else is bytes.
/// </summary>
public static class MediaType
{
    public const string Bytes = "application/octet-stream";
    public const string Text = "text/plain; charset=utf-8";

    /// <summary>Bytes from the beginning that decide.</summary>
    public const int HeadBytes = 4_096;

    /// <summary>The type of a file that begins like this.</summary>
    public static string Of(ReadOnlySpan<byte> head) => Image(head) ?? Container(head) ?? Audio(head) ?? (IsText(head) ? Text : Bytes);

    /// <summary>True when a browser may show the type in place; all others are offered as a download.</summary>
    public static bool IsShownInPlace(string type) => type != Bytes;

    /// <summary>The type of an image that is stored under a name without an extension; bytes for anything else.</summary>
    public static string OfImage(ReadOnlySpan<byte> head) => Image(head) ?? Bytes;

    /// <summary>The type of a sound that is stored under a name without an extension; bytes for anything else.</summary>
    public static string OfSound(ReadOnlySpan<byte> head) => Audio(head) ?? Bytes;

    private static string? Image(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return "image/gif";
        return head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }

    private static string? Container(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF-"u8)) return "application/pdf";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return head[..Math.Min(head.Length, 64)].IndexOf("webm"u8) >= 0 ? "video/webm" : Bytes;
        if (head.Length < 12 || !head[4..].StartsWith("ftyp"u8)) return null;
        var brand = head.Slice(8, 4);
        if (brand.SequenceEqual("avif"u8)) return "image/avif";
        if (brand.SequenceEqual("M4A "u8)) return "audio/mp4";
        return brand.SequenceEqual("qt  "u8) ? "video/quicktime" : "video/mp4";
    }

    private static string? Audio(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("OggS"u8)) return "audio/ogg";
        if (head.StartsWith("fLaC"u8)) return "audio/flac";
        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WAVE"u8)) return "audio/wav";
        if (head.StartsWith("ID3"u8)) return "audio/mpeg";
        return head.Length >= 2 && head[0] == 0xFF && head[1] is 0xFB or 0xF3 or 0xF2 ? "audio/mpeg" : null;
    }

    // UTF-8 without control characters; the last letter may be cut in two.
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, HeadBytes)];
        foreach (var value in head)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C)) return false;
        }

        const int longestTail = 3;
        for (var cut = 0; cut <= longestTail && cut <= head.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut])) return true;
        }

        return false;
    }
}
