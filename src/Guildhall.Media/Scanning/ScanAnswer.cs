namespace Guildhall.Media.Scanning;

/// <summary>What the scanner says of a stream.</summary>
/// <param name="Signature">What it found; null when it found nothing.</param>
internal readonly record struct ScanAnswer(string? Signature)
{
    private const string Found = " FOUND";

    /// <summary>Reads "stream: OK" or "stream: NAME FOUND".</summary>
    /// <exception cref="IOException">It says neither: it has not looked at the whole.</exception>
    public static ScanAnswer Parse(string line)
    {
        var text = line.TrimEnd('\0', '\n', ' ');
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        if (colon >= 0)
        {
            var said = text[(colon + 2)..];
            if (said == "OK") return default;
            if (said.EndsWith(Found, StringComparison.Ordinal)) return new ScanAnswer(said[..^Found.Length]);
        }

        throw new IOException($"The scanner answered \"{text}\".");
    }
}
