using Guildhall.Community.AutoModeration.Matching;

namespace Guildhall.Community.AutoModeration;

/// <summary>
/// What members have lately written, as hashes, so that saying the same thing over and over is recognised as spam. Forgets with the
/// actor and, past its capacity, whoever has been quiet the longest time.
/// </summary>
internal sealed class SpamMemory
{
    /// <summary>Members remembered at once.</summary>
    private const int MembersMax = 4_096;

    /// <summary>The same text for the third time within the window is spam.</summary>
    private const int Repeats = 3;

    /// <summary>Texts that are shorter ("ok", "lol") are said again by everybody.</summary>
    private const int ShortestText = 12;

    /// <summary>Texts remembered of each member.</summary>
    private const int TextsMax = 8;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private readonly Dictionary<UserId, Queue<(int Hash, DateTimeOffset At)>> _written = [];

    /// <summary>True when a text is spam by its looks: a link together with a shout to everybody by one who may not.</summary>
    public static bool LooksLikeSpam(string text, bool mayMentionEveryone) =>
        !mayMentionEveryone
        && (text.Contains("@everyone", StringComparison.Ordinal) || text.Contains("@here", StringComparison.Ordinal))
        && (text.Contains("http://", StringComparison.OrdinalIgnoreCase) || text.Contains("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes note of a text; true when its author has now repeated it too often.</summary>
    public bool IsRepeated(UserId author, string text, DateTimeOffset now)
    {
        var folded = FoldedText.Fold(text);
        if (folded.Length < ShortestText) return false;
        if (!_written.TryGetValue(author, out var texts))
        {
            if (_written.Count >= MembersMax) DropQuiet(now);
            _written[author] = texts = new Queue<(int, DateTimeOffset)>();
        }

        while (texts.TryPeek(out var oldest) && (texts.Count >= TextsMax || now - oldest.At > Window)) texts.Dequeue();
        var hash = string.GetHashCode(folded);
        texts.Enqueue((hash, now));
        return texts.Count(text => text.Hash == hash) >= Repeats;
    }

    private void DropQuiet(DateTimeOffset now)
    {
        foreach (var (user, texts) in _written)
        {
            if (now - texts.Last().At > Window) _written.Remove(user);
        }

        if (_written.Count >= MembersMax) _written.Clear();
    }
}
