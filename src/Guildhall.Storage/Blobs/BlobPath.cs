using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Storage.Blobs;

/// <summary>
/// Where a key lies under the blob folder. A key is segments between slashes; each becomes a folder or file of that name, so that
/// people find their files. Anything that could lead elsewhere is refused, also a colon or a backslash, which mean something on Windows.
/// </summary>
internal static class BlobPath
{
    private const int MostKeyLength = 2_048;

    // File systems allow 255 bytes; a longer segment keeps its beginning and gets a hash of the whole.
    private const int MostSegmentBytes = 200;
    private const int KeptCharacters = 40;

    /// <summary>The path relative to the blob folder. Throws <see cref="ArgumentException"/> for a key that is not one.</summary>
    public static string Of(string key)
    {
        if (key.Length is 0 or > MostKeyLength) throw Refused();
        var segments = key.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            if (!IsPlain(segments[i])) throw Refused();
            segments[i] = Shortened(segments[i]);
        }

        return Path.Combine(segments);
    }

    private static bool IsPlain(string segment)
    {
        if (segment is "" or "." or ".." || segment[^1] is '.' or ' ' || segment[0] == ' ') return false;
        foreach (var character in segment)
        {
            if (char.IsControl(character) || char.IsSurrogate(character) && !IsWellFormed(segment)) return false;
            if (character is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|') return false;
        }

        return true;
    }

    private static bool IsWellFormed(string segment)
    {
        foreach (var rune in segment.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) return false;
        }

        return true;
    }

    private static string Shortened(string segment)
    {
        var bytes = Encoding.UTF8.GetBytes(segment);
        if (bytes.Length <= MostSegmentBytes) return segment;
        var kept = char.IsHighSurrogate(segment[KeptCharacters - 1]) ? KeptCharacters - 1 : KeptCharacters;
        return $"{segment[..kept]}~{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
    }

    private static ArgumentException Refused() => new("The key is not a path of plain names below the blob folder.");
}
