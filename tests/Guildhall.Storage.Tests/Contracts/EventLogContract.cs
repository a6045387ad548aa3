using Guildhall.Storage.EventLog;
using Guildhall.Storage.Guilds;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every event log does.</summary>
public abstract class EventLogContract : StoreContract
{
    [Fact]
    public async Task Entries_are_read_back_with_every_byte_and_the_moment_they_were_stored()
    {
        var entry = new LogEntry(House, 1, "GUILD_CREATE", "{\"name\":\"Hütte\"}"u8.ToArray());
        await Log(entry);
        var read = (await Store.EventLog.ReadAfter(0, 10, Cancel)).Single();
        ShouldBeTheSame(read.Entry, entry);
        read.At.ShouldBe(Store.Time.GetUtcNow());
        read.Position.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_log_is_read_over_all_guilds_or_of_one()
    {
        var other = new GuildId(101);
        await Log(Entry(1), Entry(1, other), Entry(2), Entry(3));
        var all = await Store.EventLog.ReadAfter(0, 10, Cancel);
        all.Select(entry => entry.Position).ShouldBeInOrder();
        all.Select(entry => (entry.Entry.Guild, entry.Entry.Sequence)).ShouldBe([(House, 1), (other, 1), (House, 2), (House, 3)]);
        (await Store.EventLog.ReadAfter(all[1].Position, 1, Cancel)).Single().Entry.Sequence.ShouldBe(2);
        (await Store.EventLog.ReadGuild(House, 1, 10, Cancel)).Select(entry => entry.Sequence).ShouldBe([2L, 3L]);
        (await Store.EventLog.ReadGuild(House, 1, 1, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_consumer_stands_where_it_has_put_its_cursor()
    {
        (await Store.EventLog.LoadCursor("search", Cancel)).ShouldBe(0);
        await Put(new PutCursor("search", 5));
        await Put(new PutCursor("search", 7), new PutCursor("webhooks", 2));
        (await Store.EventLog.LoadCursor("search", Cancel)).ShouldBe(7);
    }

    [Fact]
    public async Task Trimming_keeps_what_is_young_what_a_consumer_has_not_read_and_the_last_of_each_guild()
    {
        var quiet = new GuildId(101);
        await Put(new PutGuild(Bare<GuildPayload>() with { Id = quiet }));
        await Log(Entry(1, quiet));
        await Log([.. Enumerable.Range(1, 1_200).Select(sequence => Entry(sequence))]);
        Store.Time.Advance(TimeSpan.FromHours(1));
        await Log(Entry(1_201));
        var all = await Store.EventLog.ReadAfter(0, 10_000, Cancel);
        var cutoff = Store.Time.GetUtcNow() - TimeSpan.FromMinutes(30);

        await Put(new PutCursor("slow", all[700].Position), new PutCursor("fast", all[1_000].Position));
        (await Store.EventLog.Trim(cutoff, Cancel)).ShouldBe(700);
        (await Store.EventLog.Trim(cutoff, Cancel)).ShouldBe(0);

        await Put(new PutCursor("slow", all[^1].Position), new PutCursor("fast", all[^1].Position));
        (await Store.EventLog.Trim(cutoff, Cancel)).ShouldBe(500);
        var left = await Store.EventLog.ReadAfter(0, 10, Cancel);
        left.Select(entry => (entry.Entry.Guild, entry.Entry.Sequence)).ShouldBe([(quiet, 1), (House, 1_201)]);
        (await Store.Guilds.Load(quiet, Cancel))!.LastSequence.ShouldBe(1);

        await Log(Entry(1_202));
        (await Store.EventLog.ReadAfter(all[^1].Position, 10, Cancel)).Single().Entry.Sequence.ShouldBe(1_202);
    }

    [Fact]
    public async Task Who_waits_for_the_log_to_grow_is_woken_by_an_entry_and_by_nothing_else()
    {
        (await Store.EventLog.EndPosition(Cancel)).ShouldBe(0);
        var appended = Store.EventLog.Appended;
        await Put(new PutCursor("search", 5));
        appended.IsCompleted.ShouldBeFalse();
        await Log(Entry(1));
        await appended;
        Store.EventLog.Appended.IsCompleted.ShouldBeFalse();
        var end = await Store.EventLog.EndPosition(Cancel);
        (await Store.EventLog.ReadAfter(0, 10, Cancel))[^1].Position.ShouldBe(end);
    }

    [Fact]
    public async Task Without_consumers_age_alone_decides()
    {
        await Log(Entry(1), Entry(2), Entry(3));
        (await Store.EventLog.Trim(Store.Time.GetUtcNow(), Cancel)).ShouldBe(0);
        (await Store.EventLog.Trim(Store.Time.GetUtcNow() + TimeSpan.FromTicks(1), Cancel)).ShouldBe(2);
    }
}
