using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Tests.Messages;

public sealed class ChannelLogTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_page_is_the_stores_or_none(bool reachesBeginning)
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            // The log knows the newest of all; when it reaches the beginning there are no others.
            List<ulong> all = [.. Enumerable.Range(1, random.Next(0, 130)).Select(number => (ulong)number * 10)];
            var held = reachesBeginning ? Math.Min(all.Count, ChannelLog.Capacity) : Math.Min(all.Count, random.Next(0, 60));
            var log = new ChannelLog(all[^held..].Select(Message), reachesBeginning && held == all.Count);
            var (limit, anchor) = (random.Next(1, 101), (ulong)random.Next(0, 1_400));
            foreach (var kind in (PageKind[])[PageKind.Latest, PageKind.Before, PageKind.After])
            {
                if (log.Page(kind, new MessageId(new Snowflake(anchor)), limit) is not { } page) continue;
                page.Messages.Select(message => message.Id.Number).ShouldBe(Oracle(all, kind, anchor, limit), $"{kind} {anchor} of {all.Count}, {held} held");
                page.Versions.Count.ShouldBe(page.Messages.Count);
            }
        }
    }

    [Fact]
    public void What_lies_whole_in_the_log_is_answered_from_it()
    {
        var log = new ChannelLog(Enumerable.Range(1, 10).Select(number => Message((ulong)number)), reachesBeginning: false);
        Ids(log.Page(PageKind.Latest, default, 10)).ShouldBe([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
        log.Page(PageKind.Latest, default, 11).ShouldBeNull();
        Ids(log.Page(PageKind.After, At(8), 50)).ShouldBe([10, 9]);
        Ids(log.Page(PageKind.After, At(1), 2)).ShouldBe([3, 2]);
        log.Page(PageKind.After, At(0), 2).ShouldBeNull();
        Ids(log.Page(PageKind.Before, At(4), 3)).ShouldBe([3, 2, 1]);
        log.Page(PageKind.Before, At(4), 4).ShouldBeNull();
        log.Page(PageKind.Around, At(4), 1).ShouldBeNull();
    }

    [Fact]
    public void A_new_message_leaves_the_versions_of_the_others_as_they_are()
    {
        var log = new ChannelLog([Message(1), Message(2)], reachesBeginning: true);
        var before = log.Page(PageKind.Latest, default, 50)!.Value.Versions;
        var version = log.Version;
        log.Put(Message(3));
        var after = log.Page(PageKind.Latest, default, 50)!.Value.Versions;
        after.Skip(1).ShouldBe(before);
        after[0].ShouldBeGreaterThan(before[0]);
        log.Version.ShouldNotBe(version);
    }

    [Fact]
    public void A_change_of_a_message_changes_what_all_may_show()
    {
        foreach (var change in (Action<ChannelLog>[])[log => log.Put(Message(2)), log => log.Remove([At(2)]), log => log.Touch(), log => log.Put(Message(0))])
        {
            var log = new ChannelLog([Message(1), Message(2)], reachesBeginning: false);
            var before = log.Page(PageKind.Latest, default, 1)!.Value.Versions[0];
            var version = log.Version;
            change(log);
            log.Page(PageKind.Latest, default, 1)!.Value.Versions[0].ShouldBeGreaterThan(before);
            log.Version.ShouldBeGreaterThan(version);
        }
    }

    private static IEnumerable<ulong> Ids(ChannelLog.Part? page) => page!.Value.Messages.Select(message => message.Id.Number);

    private static MessageId At(ulong number) => new(new Snowflake(number));

    private static StoredMessage Message(ulong number) => new() { Channel = SmallGuild.General, Id = At(number), Guild = SmallGuild.Guild, Author = SmallGuild.Ada };

    private static IEnumerable<ulong> Oracle(List<ulong> ids, PageKind kind, ulong anchor, int limit) => kind switch
    {
        PageKind.Latest => ids.OrderDescending().Take(limit),
        PageKind.Before => ids.Where(id => id < anchor).OrderDescending().Take(limit),
        _ => ids.Where(id => id > anchor).Order().Take(limit).Reverse(),
    };
}
