using System.Security.Cryptography;

namespace Guildhall.Voice.Rtc.Dtls;

/// <summary>A certificate's fingerprint as an SDP carries it: the hash's name, a space, bytes in hex with colons.</summary>
public static class RtcFingerprint
{
    /// <summary>The SHA-256 fingerprint of a certificate.</summary>
    public static string Of(ReadOnlySpan<byte> certificate) => "sha-256 " + Hex(SHA256.HashData(certificate));

    /// <summary>Whether an SDP's fingerprint is this certificate's. A hash weaker than SHA-256 never is.</summary>
    public static bool Matches(string fingerprint, ReadOnlySpan<byte> certificate)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        var space = fingerprint.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) return false;
        var hash = fingerprint[..space].ToUpperInvariant() switch
        {
            "SHA-256" => SHA256.HashData(certificate),
            "SHA-384" => SHA384.HashData(certificate),
            "SHA-512" => SHA512.HashData(certificate),
            _ => null,
        };
        return hash is not null && string.Equals(Hex(hash), fingerprint[(space + 1)..].Trim(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a text has the form of a fingerprint that <see cref="Matches"/> can compare.</summary>
    public static bool IsKnown(string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        var bytes = fingerprint.Split(' ')[0].ToUpperInvariant() switch { "SHA-256" => 32, "SHA-384" => 48, "SHA-512" => 64, _ => 0 };
        return bytes != 0 && fingerprint.Length == 8 + bytes * 3 - 1;
    }

    private static string Hex(byte[] hash) => string.Join(':', hash.Select(value => value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
}
