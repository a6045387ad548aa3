using System.Globalization;
using System.Net;

namespace Guildhall.VoiceLoad.Rtc;

/// <summary>What a client needs of the other side's SDP.</summary>
internal sealed record RemoteDescription(string Fragment, string Password, string Fingerprint, IPEndPoint Address, IReadOnlyList<string> Mids)
{
    /// <summary>The payload type of Opus there.</summary>
    public byte PayloadType { get; init; } = 111;

    /// <summary>Reads a description whose sections are all bundled on one path over UDP.</summary>
    /// <exception cref="FormatException">Something is not there.</exception>
    public static RemoteDescription Parse(string sdp)
    {
        var lines = sdp.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);
        string Value(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? throw new FormatException($"no {name} in {sdp}");
        var mids = lines.Where(line => line.StartsWith("a=mid:", StringComparison.Ordinal)).Select(line => line[6..]).ToList();
        var opus = lines.FirstOrDefault(line => line.StartsWith("a=rtpmap:", StringComparison.Ordinal) && line.Contains("opus/48000", StringComparison.OrdinalIgnoreCase));
        return new RemoteDescription(Value("a=ice-ufrag:"), Value("a=ice-pwd:"), Value("a=fingerprint:sha-256 ").ToUpperInvariant(), Candidate(lines), mids)
        {
            PayloadType = opus is null ? (byte)111 : byte.Parse(opus["a=rtpmap:".Length..].Split(' ')[0], CultureInfo.InvariantCulture),
        };
    }

    private static IPEndPoint Candidate(string[] lines)
    {
        // a=candidate:1 1 udp 2015363327 192.0.2.1 20000 typ host
        var found = lines.Where(line => line.StartsWith("a=candidate:", StringComparison.Ordinal)).Select(line => line.Split(' '))
            .Where(parts => parts.Length >= 8 && parts[2].Equals("udp", StringComparison.OrdinalIgnoreCase) && parts[1] == "1" && !parts[4].Contains(':', StringComparison.Ordinal))
            .OrderByDescending(parts => parts[4].StartsWith("127.", StringComparison.Ordinal));
        var best = found.FirstOrDefault() ?? throw new FormatException("no candidate for UDP over IPv4");
        return new IPEndPoint(IPAddress.Parse(best[4]), int.Parse(best[5], CultureInfo.InvariantCulture));
    }
}
