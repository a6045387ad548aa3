using System.Security.Cryptography;
using System.Text;
using Guildhall.Protocol;

namespace Guildhall.Storage.SearchIndex;

/// <summary>
/// The terms of the index. Each begins with its guild, so that the words of one guild are apart from those of all others: a search
/// in a small guild never passes the messages of a large one. Private-use letters, which no word contains, part guild, kind and value;
/// to the index a term is one word.
/// </summary>
internal static class SearchTerms
{
    private const char BeforeWord = '\uE001';
    private const char BeforeFact = '\uE002';
    private const char BeforeHash = '\uE003';
    private const int PlainLength = 20;
    private const int HashBytes = 10;

    /// <summary>What the terms of a guild begin with.</summary>
    public static string Scope(GuildId guild) => guild.Number.ToString("x", null);

    /// <summary>A word of the content.</summary>
    public static string Word(string scope, string word) => $"{scope}{BeforeWord}{word}";

    /// <summary>A fact with a value; case does not matter.</summary>
    public static string Fact(string scope, SearchFact fact, string value) => $"{scope}{BeforeFact}{Letter(fact)}{Shortened(value)}";

    /// <summary>On every message of a guild.</summary>
    public static string All(string scope) => $"{scope}{BeforeFact}";

    /// <summary>On every message of a channel or thread.</summary>
    public static string Channel(ChannelId channel) => $"{BeforeFact}c{channel.Number.ToString("x", null)}";

    /// <summary>On every message that the readers of a channel may find: its own, and those of its public threads.</summary>
    public static string Place(ChannelId channel) => $"{BeforeFact}p{channel.Number.ToString("x", null)}";

    /// <summary>On every message of the private threads of a channel.</summary>
    public static string PrivateUnder(ChannelId channel) => $"{BeforeFact}q{channel.Number.ToString("x", null)}";

    private static char Letter(SearchFact fact) => (char)('a' + (int)fact);

    // Ids and plain short words as they are; whatever else a client may say, by its hash.
    private static string Shortened(string value)
    {
        var lower = value.ToLowerInvariant();
        if (lower.Length is > 0 and <= PlainLength && lower.All(char.IsAsciiLetterOrDigit)) return lower;
        return BeforeHash + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lower)).AsSpan(0, HashBytes));
    }
}
