namespace Guildhall.Community.ScheduledEvents;

/// <summary>When a recurring event takes place; days and times of day are those of UTC. Values in, value out.</summary>
internal static class Occurrences
{
    /// <summary>February 29th may be eight years away.</summary>
    private const int DaysAhead = (8 * 366) + 1;

    private const int DaysOfWeek = 7;

    /// <summary>The first occurrence after a moment; null when none comes within eight years or before the rule's end.</summary>
    public static DateTimeOffset? After(RecurrenceRulePayload rule, DateTimeOffset moment)
    {
        var start = rule.Start.ToUniversalTime();
        var from = moment < start ? start : moment.ToUniversalTime();
        var first = DateOnly.FromDateTime(from.UtcDateTime);
        for (var ahead = 0; ahead <= DaysAhead && first.DayNumber + ahead <= DateOnly.MaxValue.DayNumber; ahead++)
        {
            var day = first.AddDays(ahead);
            var at = new DateTimeOffset(day.ToDateTime(TimeOnly.FromTimeSpan(start.TimeOfDay)), TimeSpan.Zero);
            if (at <= moment || at < start || !IsOn(rule, day)) continue;
            return rule.End is { } end && at > end ? null : at;
        }

        return null;
    }

    /// <summary>True when the rule gives exactly this moment.</summary>
    public static bool Has(RecurrenceRulePayload rule, DateTimeOffset moment) => After(rule, moment.AddTicks(-1)) == moment;

    private static bool IsOn(RecurrenceRulePayload rule, DateOnly day)
    {
        var start = DateOnly.FromDateTime(rule.Start.UtcDateTime);
        switch (rule.Frequency)
        {
            case RecurrenceFrequency.Daily:
                return rule.ByWeekday?.Contains(Weekday(day)) ?? true;
            case RecurrenceFrequency.Weekly:
                var weeks = (MondayOf(day).DayNumber - MondayOf(start).DayNumber) / DaysOfWeek;
                return weeks % Math.Max(1, rule.Interval) == 0 && (rule.ByWeekday?.Contains(Weekday(day)) ?? Weekday(day) == Weekday(start));
            case RecurrenceFrequency.Monthly:
                return rule.ByNWeekday?.Any(nth => IsNth(day, nth)) ?? day.Day == start.Day;
            default:
                return (rule.ByMonth?.Contains(day.Month) ?? day.Month == start.Month) && (rule.ByMonthDay?.Contains(day.Day) ?? day.Day == start.Day);
        }
    }

    // The fifth is the last: there may be no more than four.
    private static bool IsNth(DateOnly day, NthWeekdayPayload nth)
    {
        if (Weekday(day) != nth.Day) return false;
        const int last = 5;
        return nth.N == last
            ? day.Day > DateTime.DaysInMonth(day.Year, day.Month) - DaysOfWeek
            : ((day.Day - 1) / DaysOfWeek) + 1 == nth.N;
    }

    private static int Weekday(DateOnly day) => ((int)day.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek;

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-Weekday(day));
}
