using Guildhall.Community.ScheduledEvents;
using Guildhall.Protocol;

namespace Guildhall.Community.Tests.ScheduledEvents;

public sealed class OccurrencesTests
{
    private static readonly DateTimeOffset Thursday = new(2026, 1, 1, 18, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Every_weekday_skips_the_weekend()
    {
        var rule = Rule(RecurrenceFrequency.Daily) with { ByWeekday = [0, 1, 2, 3, 4] };
        Next(rule, 4).ShouldBe([Thursday, Thursday.AddDays(1), Thursday.AddDays(4), Thursday.AddDays(5)]);
    }

    [Fact]
    public void Every_other_week_skips_one()
    {
        var rule = Rule(RecurrenceFrequency.Weekly) with { Interval = 2, ByWeekday = [0] };
        Next(rule, 2).ShouldBe([Thursday.AddDays(11), Thursday.AddDays(25)]);
    }

    [Fact]
    public void The_fourth_and_the_last_of_a_month_differ_when_there_are_five()
    {
        var fourth = Rule(RecurrenceFrequency.Monthly) with { ByNWeekday = [new NthWeekdayPayload(4, 3)] };
        var last = Rule(RecurrenceFrequency.Monthly) with { ByNWeekday = [new NthWeekdayPayload(5, 3)] };
        Next(fourth, 2).Select(at => at.Day).ShouldBe([22, 26]);
        Next(last, 2).Select(at => at.Day).ShouldBe([29, 26]);
    }

    [Fact]
    public void A_leap_day_waits_for_its_year()
    {
        var rule = Rule(RecurrenceFrequency.Yearly) with { ByMonth = [2], ByMonthDay = [29] };
        Next(rule, 2).Select(at => at.Year).ShouldBe([2028, 2032]);
    }

    [Fact]
    public void Only_the_moments_of_the_rule_are_occurrences()
    {
        var rule = Rule(RecurrenceFrequency.Weekly) with { ByWeekday = [3] };
        Occurrences.Has(rule, Thursday.AddDays(7)).ShouldBeTrue();
        Occurrences.Has(rule, Thursday.AddDays(7).AddMinutes(1)).ShouldBeFalse();
        Occurrences.Has(rule, Thursday.AddDays(-7)).ShouldBeFalse();
    }

    private static RecurrenceRulePayload Rule(RecurrenceFrequency frequency) => new() { Start = Thursday, Frequency = frequency };

    private static DateTimeOffset[] Next(RecurrenceRulePayload rule, int count)
    {
        var found = new DateTimeOffset[count];
        var at = Thursday.AddTicks(-1);
        for (var i = 0; i < count; i++) found[i] = at = Occurrences.After(rule, at)!.Value;
        return found;
    }
}
