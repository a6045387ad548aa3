using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Guildhall.Community.AutoModeration.Matching;

/// <summary>
/// A regular expression of a rule, matched in time linear in the text: .NET's engine without backtracking, with a bound on the size
/// of its automaton, on the time of one match, and on what its matches may cost together (<see cref="PatternBudget"/>), so that a hostile
/// one costs its guild a few moments and nobody else anything.
/// </summary>
internal sealed class RulePattern
{
    /// <summary>States that the engine may estimate for a pattern; beyond, it is refused.</summary>
    private const int AutomatonMax = 1_000;

    private const string AutomatonSetting = "REGEX_NONBACKTRACKING_MAX_AUTOMATA_SIZE";

    /// <summary>Characters of the texts that a new pattern is tried on.</summary>
    private const int TrialLength = 1_000;

    private static readonly TimeSpan MatchTime = TimeSpan.FromMilliseconds(50);

    /// <summary>What a new pattern may take for a trial, far above what a harmless one takes.</summary>
    private static readonly TimeSpan TrialTime = TimeSpan.FromMilliseconds(10);

    private readonly Regex _regex;
    private PatternBudget _budget;

    static RulePattern() => AppContext.SetData(AutomatonSetting, AutomatonMax);

    private RulePattern(string written, Regex regex) => (Written, _regex) = (written, regex);

    public string Written { get; }

    /// <summary>True once its matches have cost too much.</summary>
    public bool IsLeftOut => _budget.IsSpent;

    /// <summary>True when the last match was given up.</summary>
    public bool HasTimedOut { get; private set; }

    /// <summary>The pattern, or null when the engine cannot take it: a mistake, look-around, back-references, or too large.</summary>
    public static RulePattern? Parse(string written)
    {
        if (RustSyntax.ToDotNet(written) is not { } translated) return null;
        try
        {
            return new RulePattern(written, new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchTime));
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Tries a new pattern on texts that are hard for many; false when one takes too long. For where rules are made, not for where they are used.</summary>
    public bool IsQuick()
    {
        var letter = Written.FirstOrDefault(char.IsAsciiLetterOrDigit, 'a');
        string[] trials =
        [
            new string(letter, TrialLength),
            string.Create(TrialLength, letter, static (text, one) =>
            {
                var state = 1u;
                for (var i = 0; i < text.Length; i++)
                {
                    state = (state * 1_664_525) + 1_013_904_223;
                    text[i] = (state >> 28) switch { < 8 => one, < 12 => (char)(one + 1), _ => ' ' };
                }
            }),
        ];
        // What was slow once may have been a machine with other things to do; what is slow twice is slow.
        return Array.TrueForAll(trials, trial => Try(trial) || Try(trial));

        bool Try(string text)
        {
            _budget = default;
            var started = Stopwatch.GetTimestamp();
            _ = Find(text, 0);
            return !HasTimedOut && Stopwatch.GetElapsedTime(started) < TrialTime;
        }
    }

    /// <summary>Matches once in vain, so that the first message does not pay for what the engine prepares.</summary>
    public void Warm()
    {
        _ = Find(Written, 0);
        _budget = default;
    }

    /// <summary>The first match at or after a place; null for none, or when the time is up.</summary>
    public (int Start, int End)? Find(string text, int from)
    {
        if (IsLeftOut) return null;
        HasTimedOut = false;
        var started = Stopwatch.GetTimestamp();
        try
        {
            foreach (var match in _regex.EnumerateMatches(text, from)) return (match.Index, match.Index + match.Length);
        }
        catch (RegexMatchTimeoutException)
        {
            HasTimedOut = true;
            AutoModerationMetrics.PatternTimeouts.Add(1);
        }
        finally
        {
            _budget.Spend(Stopwatch.GetElapsedTime(started), text.Length - from);
        }

        return null;
    }
}
