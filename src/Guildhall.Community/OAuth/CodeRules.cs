using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>When an authorisation code is good, and what a PKCE challenge and its verifier are (RFC 7636). Pure.</summary>
public static class CodeRules
{
    /// <summary>Letters of an S256 challenge: a SHA-256 in base64url.</summary>
    private const int ChallengeLength = 43;

    private const int VerifierMin = 43;
    private const int VerifierMax = 128;

    /// <summary>The name of what is wrong with a code that somebody wants to change; null when it is good. That it was used already is not asked here.</summary>
    public static string? Refuse(CodeRow code, ApplicationId application, string? redirectUri, string? verifier, DateTimeOffset now)
    {
        if (code.Application != application || code.ExpiresAt <= now) return "code";
        if (code.RedirectUri is not null && !string.Equals(code.RedirectUri, redirectUri, StringComparison.Ordinal)) return "redirect_uri";
        // A verifier for a code without a challenge is a downgrade: somebody has left the challenge out on the way.
        if (code.Challenge is null) return verifier is null ? null : "code_verifier";
        return verifier is not null && Proves(verifier, code.Challenge) ? null : "code_verifier";
    }

    /// <summary>True for a text that may be an S256 challenge.</summary>
    public static bool IsChallenge(string challenge) => challenge.Length == ChallengeLength && challenge.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool Proves(string verifier, string challenge)
    {
        if (verifier.Length is < VerifierMin or > VerifierMax || !Ascii.IsValid(verifier)) return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(verifier), hash);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(hash)), Encoding.ASCII.GetBytes(challenge));
    }
}
