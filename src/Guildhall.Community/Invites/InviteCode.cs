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
}
