using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>How often an event recurs.</summary>
public enum RecurrenceFrequency
{
    Yearly = 0,
    Monthly = 1,
    Weekly = 2,
    Daily = 3,
}

/// <summary>When an event recurs: a small part of iCalendar's rules. Weekdays count from Monday, 0. End, count and year days are never set.</summary>
public sealed record RecurrenceRulePayload
{
    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset Start { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? End { get; init; }

    public required RecurrenceFrequency Frequency { get; init; }

    public int Interval { get; init; } = 1;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<int>? ByWeekday { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<NthWeekdayPayload>? ByNWeekday { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<int>? ByMonth { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<int>? ByMonthDay { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<int>? ByYearDay { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Count { get; init; }
}

/// <summary>The nth of a weekday in a month; the fifth is the last.</summary>
public sealed record NthWeekdayPayload(int N, int Day);
