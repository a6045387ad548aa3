using System.Text;
using System.Text.RegularExpressions;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Tests.Messages;

public sealed partial class MentionTextTests
{
    [Theory]
    [InlineData("<@1> <@!2> <@1>", "1 2", "")]
    [InlineData("<@&3>", "", "3")]
    [InlineData("`<@1>` <@2>", "2", "")]
    [InlineData("``<@1> ` <@2>`` <@3>", "3", "")]
    [InlineData("```cs\n<@1>\n``` <@2>", "2", "")]
    [InlineData("`<@1> never closed", "1", "")]
    [InlineData("``` <@1> never closed", "1", "")]
    [InlineData("<@> <@x> <@-1> <@1", "", "")]
    [InlineData("<@99999999999999999999999>", "", "")]
    [InlineData("<<@1>>", "1", "")]
    public void Mentions_are_read_outside_code(string content, string users, string roles)
    {
        var found = MentionText.Read(content);
        string.Join(' ', found.Users).ShouldBe(users);
        string.Join(' ', found.Roles).ShouldBe(roles);
    }

    [Theory]
    [InlineData("hey @everyone", true)]
    [InlineData("@here", true)]
    [InlineData("<@everyone>", true)]
    [InlineData("`@everyone`", false)]
    [InlineData("@every one", false)]
    [InlineData("everyone", false)]
    public void Everyone_and_here_count_outside_code(string content, bool everyone) => MentionText.Read(content).Everyone.ShouldBe(everyone);

    [Fact]
    public void The_reader_agrees_with_a_slow_one_on_any_text()
    {
        string[] pieces = ["`", "``", "```", "````", "<@1>", "<@!22>", "<@&3>", "@everyone", "@here", "@", "<", "<@", ">", "a", "\n", " ", "😀", "<@99999999999999999999>"];
        var random = new Random(7);
        for (var round = 0; round < 50_000; round++)
        {
            var text = new StringBuilder();
            for (var i = random.Next(12); i >= 0; i--) text.Append(pieces[random.Next(pieces.Length)]);
            var content = text.ToString();
            var visible = WithoutCode(content);
            var found = MentionText.Read(content);
            found.Users.Select(id => id.ToString()).ShouldBe(Ids(UserMention(), visible), content);
            found.Roles.Select(id => id.ToString()).ShouldBe(Ids(RoleMention(), visible), content);
            found.Everyone.ShouldBe(visible.Contains("@everyone", StringComparison.Ordinal) || visible.Contains("@here", StringComparison.Ordinal), content);
        }
    }

    [Fact]
    public void A_text_made_to_be_slow_is_not()
    {
        var hostile = string.Concat(Enumerable.Range(0, 400).Select(i => new string('`', 1 + (i % 2)) + "@"));
        for (var round = 0; round < 2_000; round++) MentionText.Read(hostile).Everyone.ShouldBeFalse();
    }

    private static IEnumerable<string> Ids(Regex pattern, string text) =>
        pattern.Matches(text).Select(match => match.Groups[1].Value).Where(id => ulong.TryParse(id, out _)).Distinct();

    // Takes code away step by step: at each run of backticks, everything to the run that closes it.
    private static string WithoutCode(string text)
    {
        var visible = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '`')
            {
                visible.Append(text[at++]);
                continue;
            }

            var run = text[at..].TakeWhile(letter => letter == '`').Count();
            var fence = Math.Min(run, 3);
            var close = fence == 3 ? text.IndexOf("```", at + 3, StringComparison.Ordinal) : CloseOf(text, at + run, fence);
            if (close < 0)
            {
                visible.Append(' ');
                at += run;
            }
            else
            {
                visible.Append(' ');
                at = close + fence;
            }
        }

        return visible.ToString();
    }

    private static int CloseOf(string text, int from, int length)
    {
        foreach (Match run in Backticks().Matches(text))
        {
            if (run.Index >= from && run.Length == length) return run.Index;
        }

        return -1;
    }

    [GeneratedRegex("<@!?([0-9]{1,20})>")]
    private static partial Regex UserMention();

    [GeneratedRegex("<@&([0-9]{1,20})>")]
    private static partial Regex RoleMention();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
