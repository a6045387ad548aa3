namespace Guildhall.Community.AutoModeration;

/// <summary>
/// Notices when several members together mention far more people than a conversation does, and stays on guard for some time: until
/// then, every message with a mention sets the rule off.
/// </summary>
internal sealed class MentionRaid
{
    /// <summary>Mentions within the window that make a raid, when at least <see cref="AuthorsMin"/> members made them.</summary>
    private const int MentionsMin = 30;

    private const int AuthorsMin = 3;

    /// <summary>Messages with mentions remembered; more than these within the window are a raid anyway.</summary>
    private const int MessagesMax = 256;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(10);
    private readonly Queue<(UserId Author, int Mentions, DateTimeOffset At)> _recent = new();
    private DateTimeOffset _onGuardUntil;

    /// <summary>Takes note of a message with mentions.</summary>
    /// <returns>True while the guild is on guard.</returns>
    public bool IsRaid(UserId author, int mentions, DateTimeOffset now)
    {
        if (mentions == 0) return false;
        while (_recent.TryPeek(out var oldest) && (_recent.Count >= MessagesMax || now - oldest.At > Window)) _recent.Dequeue();
        _recent.Enqueue((author, mentions, now));
        if (now < _onGuardUntil) return true;
        if (_recent.Sum(message => message.Mentions) < MentionsMin) return false;
        if (_recent.Select(message => message.Author).Distinct().Count() < AuthorsMin) return false;
        _onGuardUntil = now + Guard;
        return true;
    }
}
