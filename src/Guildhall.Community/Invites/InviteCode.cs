using System.Security.Cryptography;

namespace Guildhall.Community.Invites;

/// <summary>Invite codes: eight characters that nobody guesses.</summary>
public static class InviteCode
{
    public const int Length = 8;
    public const int LongestKnown = 32;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>False for what cannot be a code, so that it is not looked up.</summary>
    public static bool MayBe(string text) => text.Length is > 0 and <= LongestKnown && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>The same for a guild's own address, which may have hyphens inside.</summary>
    public static bool MayBeVanity(string text) =>
        text.Length is > 0 and <= LongestKnown && text[0] != '-' && text[^1] != '-' && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
