using System.Text.Json;
using Guildhall.Community.Edge;

namespace Guildhall.Community.ScheduledEvents;

/// <summary>Reads a recurrence rule with the documented restrictions on what may be combined.</summary>
internal static class RecurrenceForm
{
    private const int DaysOfWeek = 7;

    private static readonly int[][] DailySets = [[0, 1, 2, 3, 4], [1, 2, 3, 4, 5], [0, 1, 2, 3, 6], [4, 5], [5, 6], [0, 6]];

    /// <summary>The rule of a body; absent or null as the field is. Errors are noted in the form.</summary>
    public static Optional<RecurrenceRulePayload?> Read(Form body)
    {
        if (body.IsNull("recurrence_rule")) return new Optional<RecurrenceRulePayload?>(true, null);
        if (body.Part("recurrence_rule") is not { } form) return default;
        var start = form.Moment("start");
        if (start.Value is null) form.Required("start");
        var frequency = form.Choice("frequency", 0, 1, 2, 3);
        if (!frequency.IsPresent) form.Required("frequency");
        foreach (var field in (ReadOnlySpan<string>)["end", "count", "by_year_day"])
        {
            if (form.Has(field) && !form.IsNull(field)) form.Error(field, "GUILD_SCHEDULED_EVENT_RECURRENCE_RULE_INVALID", "This field cannot be set.");
        }

        var rule = new RecurrenceRulePayload
        {
            Start = start.Value ?? default,
            Frequency = (RecurrenceFrequency)frequency.Value,
            Interval = form.IntOrAbsent("interval", 1, 2).Or(1),
            ByWeekday = Numbers(form, "by_weekday", 0, 6, DaysOfWeek),
            ByNWeekday = form.Parts("by_n_weekday", DaysOfWeek) is { Count: > 0 } parts ? [.. parts.Select(ReadNth)] : null,
            ByMonth = Numbers(form, "by_month", 1, 12, 12),
            ByMonthDay = Numbers(form, "by_month_day", 1, 31, 31),
        };
        if (form.Failure is null) Restrict(form, rule);
        return rule;
    }

    private static NthWeekdayPayload ReadNth(Form form)
    {
        var n = form.Int("n", 1, 5);
        var day = form.Int("day", 0, 6);
        if (!n.IsPresent) form.Required("n");
        if (!day.IsPresent) form.Required("day");
        return new NthWeekdayPayload(n.Value, day.Value);
    }

    private static int[]? Numbers(Form form, string name, int min, int max, int most)
    {
        var raw = form.Raw(name);
        if (raw.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        if (raw.ValueKind != JsonValueKind.Array || raw.GetArrayLength() > most)
        {
            form.Error(name, "LIST_TYPE_CONVERT", $"Must be a list of up to {most} numbers.");
            return null;
        }

        SortedSet<int> numbers = [];
        foreach (var item in raw.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) && number >= min && number <= max) numbers.Add(number);
            else form.Error(name, "NUMBER_TYPE_MAX", $"Each value must be from {min} to {max}.");
        }

        return numbers.Count == 0 ? null : [.. numbers];
    }

    private static void Restrict(Form form, RecurrenceRulePayload rule)
    {
        var byDate = rule.ByMonth is not null || rule.ByMonthDay is not null;
        if ((rule.ByWeekday is null ? 0 : 1) + (rule.ByNWeekday is null ? 0 : 1) + (byDate ? 1 : 0) > 1)
            Refuse("", "by_weekday, by_n_weekday, and by_month with by_month_day exclude each other.");
        if (rule.Interval != 1 && rule.Frequency != RecurrenceFrequency.Weekly) Refuse("interval", "Only weekly events may have an interval other than 1.");
        if (rule.ByWeekday is { } days)
        {
            var fits = rule.Frequency switch
            {
                RecurrenceFrequency.Daily => DailySets.Any(days.SequenceEqual),
                RecurrenceFrequency.Weekly => days.Count == 1,
                _ => false,
            };
            if (!fits) Refuse("by_weekday", "These weekdays cannot be used with this frequency.");
        }

        if (rule.ByNWeekday is { } nth && (rule.Frequency != RecurrenceFrequency.Monthly || nth.Count != 1))
            Refuse("by_n_weekday", "Only monthly events may have it, and one day of it.");
        var isOneDate = rule is { ByMonth.Count: 1, ByMonthDay.Count: 1 };
        if (byDate && (rule.Frequency != RecurrenceFrequency.Yearly || !isOneDate))
            Refuse("by_month", "Only yearly events may have it, as one month with one by_month_day.");

        void Refuse(string field, string message) => form.Error(field, "GUILD_SCHEDULED_EVENT_RECURRENCE_RULE_INVALID", message);
    }
}
