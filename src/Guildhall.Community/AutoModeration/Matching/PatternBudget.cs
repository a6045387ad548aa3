namespace Guildhall.Community.AutoModeration.Matching;

/// <summary>
/// What a regular expression may cost its guild: each match may take some microseconds and a little for each character. What it takes
/// more is a debt, which quick matches pay back; a pattern whose debt reaches the limit is left out. One match adds a bounded part of
/// the limit, since a moment in which the machine did other things says nothing about the pattern.
/// </summary>
internal struct PatternBudget
{
    /// <summary>The debt at which a pattern is left out.</summary>
    public static readonly TimeSpan DebtMax = TimeSpan.FromMilliseconds(30);

    /// <summary>What one match adds at most.</summary>
    public static readonly TimeSpan DebtOfOneMatch = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan AllowedEachMatch = TimeSpan.FromMicroseconds(100);
    private static readonly TimeSpan AllowedEachCharacter = TimeSpan.FromMicroseconds(0.1);
    private TimeSpan _debt;

    public readonly bool IsSpent => _debt >= DebtMax;

    /// <summary>Takes note of a match of a text of so many characters.</summary>
    public void Spend(TimeSpan taken, int characters)
    {
        var over = taken - AllowedEachMatch - (AllowedEachCharacter * characters);
        _debt += over < DebtOfOneMatch ? over : DebtOfOneMatch;
        if (_debt < TimeSpan.Zero) _debt = TimeSpan.Zero;
    }
}
