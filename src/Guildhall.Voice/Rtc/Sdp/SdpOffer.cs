using System.Globalization;

namespace Guildhall.Voice.Rtc.Sdp;

/// <summary>A browser's offer (RFC 8866, RFC 8829), as far as it concerns us. Bounded in every direction; what is unknown is passed over.</summary>
public sealed class SdpOffer
{
    /// <summary>A browser's offer with two dozen sections and all its codecs is about 100 kB.</summary>
    public const int MaxChars = 256 * 1024;

    public const int MaxSections = 40;
    private const int MaxLines = 10_000;
    private const int MaxPerSection = 128;

    private SdpOffer()
    {
    }

    public List<SdpMedia> Sections { get; } = [];

    /// <summary>Names for ICE and the certificate: of the session, else of the first section that has them (they are one transport).</summary>
    public string IceFragment { get; private set; } = "";

    public string IcePassword { get; private set; } = "";

    public string Fingerprint { get; private set; } = "";

    public string Setup { get; private set; } = "";

    public IReadOnlyList<string> Bundle { get; private set; } = [];

    public bool HasMixedExtensions { get; private set; }

    /// <summary>Reads an offer; null with the reason when it is none, or asks for what we do not do.</summary>
    public static SdpOffer? Read(string text, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        refusal = "";
        var offer = new SdpOffer();
        if (text.Length > MaxChars) refusal = "too long";
        else if (!text.StartsWith("v=0", StringComparison.Ordinal)) refusal = "not an SDP";
        var lines = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (refusal.Length > 0) break;
            if (++lines > MaxLines || offer.Sections.Count > MaxSections) refusal = "too many lines or sections";
            else if (line.StartsWith("m=")) refusal = offer.Begin(line[2..].ToString());
            else if (line.StartsWith("a=")) offer.Attribute(line[2..]);
        }

        if (refusal.Length == 0) refusal = offer.Check();
        return refusal.Length == 0 ? offer : null;
    }

    /// <summary>A name that may be repeated in an answer: letters, digits and a few signs that mean nothing in SDP.</summary>
    internal static bool IsToken(ReadOnlySpan<char> text, int max)
    {
        if (text.IsEmpty || text.Length > max) return false;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '+' or '/' or '.' or '{' or '}' or '~' or '=')) return false;
        }

        return true;
    }

    private string Begin(string line)
    {
        var parts = line.Split(' ', 4);
        if (parts.Length < 4 || !IsToken(parts[0], 16) || !IsToken(parts[2], 32) || parts[3].Length > 1024 || !AreFormats(parts[3])) return "a broken m-line";
        Sections.Add(new SdpMedia(parts[0], parts[2], parts[3]) { IsOff = parts[1] == "0" });
        return "";
    }

    // A refused section's are repeated in the answer.
    private static bool AreFormats(ReadOnlySpan<char> text)
    {
        foreach (var format in text.Split(' '))
        {
            if (!text[format].IsEmpty && !IsToken(text[format], 64)) return false;
        }

        return true;
    }

    private string Check()
    {
        if (Sections.Count is 0 or > MaxSections) return "no section, or too many";
        if (!IsToken(IceFragment, 256) || IceFragment.Length < 4) return "no a=ice-ufrag";
        if (!IsToken(IcePassword, 256) || IcePassword.Length < 22) return "no a=ice-pwd";
        if (!Dtls.RtcFingerprint.IsKnown(Fingerprint)) return "no a=fingerprint of SHA-256 or better";
        // We are the passive side, always.
        if (Setup is not ("actpass" or "active")) return "a=setup must be actpass or active";
        var mids = new HashSet<string>(StringComparer.Ordinal);
        if (Sections.Exists(section => !IsToken(section.Mid, 16) || !mids.Add(section.Mid))) return "a section without a name of its own";
        return Sections.Exists(section => !section.IsOff && !Bundle.Contains(section.Mid)) ? "a section outside a=group:BUNDLE" : "";
    }

    private void Attribute(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        var name = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? default : line[(colon + 1)..].Trim();
        switch (name)
        {
            case "ice-ufrag" when IceFragment.Length == 0: IceFragment = Short(value); break;
            case "ice-pwd" when IcePassword.Length == 0: IcePassword = Short(value); break;
            case "fingerprint" when Fingerprint.Length == 0: Fingerprint = Short(value); break;
            case "setup" when Setup.Length == 0: Setup = Short(value); break;
            case "extmap-allow-mixed": HasMixedExtensions = true; break;
            case "group" when value.StartsWith("BUNDLE "): Bundle = value[7..].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries); break;
            default:
                if (Sections.Count > 0) InSection(Sections[^1], name, value);
                break;
        }
    }

    private static void InSection(SdpMedia section, ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "mid": section.Mid = Short(value); break;
            case "bundle-only": section.IsOff = false; break;
            case "sendrecv": (section.Sends, section.Receives) = (true, true); break;
            case "sendonly": (section.Sends, section.Receives) = (true, false); break;
            case "recvonly": (section.Sends, section.Receives) = (false, true); break;
            case "inactive": (section.Sends, section.Receives) = (false, false); break;
            case "rtcp-rsize": section.HasReducedSize = true; break;
            case "rtpmap": AddCodec(section, value); break;
            case "fmtp" when OfCodec(section, ref value) is { } codec && value.Length <= 256: codec.Parameters = value.ToString(); break;
            case "rtcp-fb" when OfCodec(section, ref value) is { } codec && codec.Feedback.Count < 16 && value.Length <= 64: codec.Feedback.Add(value.ToString()); break;
            case "extmap": AddExtension(section, value); break;
            case "simulcast": AddLayers(section, value); break;
            case "ssrc": AddSsrc(section, value); break;
            case "ssrc-group" when value.StartsWith("FID "): AddRepair(section, value[4..]); break;
            default: break;
        }
    }

    private static void AddCodec(SdpMedia section, ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        if (space < 0 || section.Codecs.Count == MaxPerSection || !byte.TryParse(value[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var type) || type > 127) return;
        var parts = value[(space + 1)..].ToString().Split('/');
        if (parts.Length < 2 || !IsToken(parts[0], 32) || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var clock)) return;
        var channels = parts.Length > 2 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
        // Of two codecs with one number the first counts.
        if (!section.Codecs.Exists(codec => codec.PayloadType == type)) section.Codecs.Add(new SdpCodec(type, parts[0], clock, channels));
    }

    private static SdpCodec? OfCodec(SdpMedia section, ref ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        if (space < 0 || !byte.TryParse(value[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var type)) return null;
        value = value[(space + 1)..].Trim();
        return section.Codecs.Find(codec => codec.PayloadType == type);
    }

    private static void AddExtension(SdpMedia section, ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        if (space < 0 || section.Extensions.Count == 32) return;
        var id = value[..space];
        if (id.IndexOf('/') is var slash and >= 0) id = id[..slash];
        // 1 to 14 fit the one-byte form, which is the one we write.
        if (byte.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 14) section.Extensions.Add((number, Short(value[(space + 1)..])));
    }

    private static void AddLayers(SdpMedia section, ReadOnlySpan<char> value)
    {
        if (!value.StartsWith("send ")) return;
        var list = value[5..].Trim();
        if (list.IndexOf(' ') is var space and >= 0) list = list[..space];
        foreach (var part in list.ToString().Split(';'))
        {
            // Alternatives are behind commas, a paused one has a tilde.
            var rid = part.Split(',')[0].TrimStart('~');
            if (IsToken(rid, 16) && section.Rids.Count < 4 && !section.Rids.Contains(rid)) section.Rids.Add(rid);
        }
    }

    private static void AddSsrc(SdpMedia section, ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        if (space > 0 && uint.TryParse(value[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var ssrc) && section.Ssrcs.Count < 16 && !section.Ssrcs.Contains(ssrc)) section.Ssrcs.Add(ssrc);
    }

    private static void AddRepair(SdpMedia section, ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        if (space > 0 && section.Repairs.Count < 4 && uint.TryParse(value[..space], out var stream) && uint.TryParse(value[(space + 1)..], out var repair)) section.Repairs.Add((stream, repair));
    }

    private static string Short(ReadOnlySpan<char> value) => value[..Math.Min(value.Length, 300)].ToString();
}
