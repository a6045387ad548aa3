using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every store does with threads.</summary>
public abstract class ThreadStoreContract : StoreContract
{
    private static readonly GuildId Yard = new(200);
    private static readonly ChannelId Place = new(202);
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserId Cara = new(31);
    private static readonly UserId Dora = new(32);

    [Fact]
    public async Task A_guild_loads_its_active_threads_with_their_members_and_counts()
    {
        await Put(Home(), Thread(300, archived: false), Thread(301, archived: true), Member(300, Cara), Member(300, Dora));
        await Put(new CountThreadMessages(new ChannelId(300), new MessageId(999), 7, 9));
        var thread = (await Store.Guilds.Load(Yard, Cancel))!.Threads.ShouldHaveSingleItem();
        thread.Channel.Name.ShouldBe("Thread 300");
        thread.Members.Select(member => member.User).ShouldBe([Cara, Dora]);
        (thread.Channel.MessageCount, thread.Channel.TotalMessageSent, thread.Channel.LastMessageId, thread.Channel.MemberCount)
            .ShouldBe((7, 9, new MessageId(999), 2));
        (await Store.Guilds.GuildOfChannel(new ChannelId(301), Cancel)).ShouldBe(Yard);
        (await Store.Guilds.Thread(Yard, new ChannelId(301), Cancel))!.Channel.ThreadMetadata!.Archived.ShouldBeTrue();
        (await Store.Guilds.Thread(new GuildId(1), new ChannelId(301), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Archived_threads_come_latest_archived_first_and_ones_own_by_id()
    {
        await Put(Home(), Thread(300, archived: true, minute: 2), Thread(301, archived: true, minute: 1), Thread(302, archived: false));
        await Put(Thread(303, archived: true, ChannelType.PrivateThread), Thread(304, archived: true, ChannelType.PrivateThread), Member(303, Cara));
        (await Archived(new ArchivedThreads(Place, false, null, null, null, 10))).ShouldBe([300, 301]);
        (await Archived(new ArchivedThreads(Place, false, Noon.AddMinutes(2), null, null, 10))).ShouldBe([301]);
        (await Archived(new ArchivedThreads(Place, true, null, null, null, 10))).ShouldBe([304, 303]);
        (await Archived(new ArchivedThreads(Place, true, null, Cara, null, 10))).ShouldBe([303]);
        (await Archived(new ArchivedThreads(Place, true, null, Cara, new ChannelId(303), 10))).ShouldBeEmpty();
        await Put(new CountThreadMessages(new ChannelId(300), new MessageId(Snowflake.At(Noon).Value), 1, 1));
        (await Store.Guilds.ArchivedSince(Yard, Noon, 10, Cancel)).ShouldBe([new ChannelId(300)]);
        (await Store.Guilds.ArchivedSince(Yard, Noon.AddMinutes(1), 10, Cancel)).ShouldBeEmpty();
        (await Store.Guilds.SearchableThreads(Place, 2, Cancel)).Select(key => key.Id.Number).ShouldBe([304UL, 303UL]);
        (await Store.Guilds.ThreadPlaces([new ChannelId(303), Place], Cancel)).ShouldBe([new ThreadPlace(new ChannelId(303), Place, IsPrivate: true)]);
    }

    [Fact]
    public async Task Threads_go_one_by_one_with_their_channel_and_with_their_guild()
    {
        await Put(Home(), Thread(300, archived: false), Thread(301, archived: true), Thread(302, archived: true), Member(301, Cara));
        await Put(Said(300), Said(301));
        await Put(new DeleteThread(Yard, new ChannelId(300)));
        (await Store.Messages.Page(new ChannelId(300), PageKind.Latest, default, 50, Cancel)).ShouldBeEmpty();
        (await Store.Guilds.ThreadIds(Yard, Place, Cancel)).Select(id => id.Number).ShouldBe([301UL, 302UL]);
        await Put(new DeleteThreadsOf(Yard, Place));
        (await Store.Messages.Page(new ChannelId(301), PageKind.Latest, default, 50, Cancel)).ShouldBeEmpty();
        (await Store.Guilds.ThreadIds(Yard, null, Cancel)).ShouldBeEmpty();
        await Put(Thread(303, archived: true), Said(303));
        await Put(new DeleteGuild(Yard));
        (await Store.Messages.Page(new ChannelId(303), PageKind.Latest, default, 50, Cancel)).ShouldBeEmpty();
        (await Store.Guilds.GuildOfChannel(new ChannelId(303), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_leaves_a_guild_leaves_its_threads()
    {
        await Put(Home(), Thread(300, archived: true), Member(300, Cara), Member(300, Dora));
        await Put(new DeleteMember(Yard, Cara));
        (await Store.Guilds.Thread(Yard, new ChannelId(300), Cancel))!.Members.Select(member => member.User).ShouldBe([Dora]);
        await Put(new DeleteThreadMember(Yard, new ChannelId(300), Dora));
        (await Store.Guilds.Thread(Yard, new ChannelId(300), Cancel))!.Members.ShouldBeEmpty();
    }

    private async Task<IEnumerable<int>> Archived(ArchivedThreads query) =>
        (await Store.Guilds.Archived(query, Cancel)).Select(row => (int)row.Channel.Id.Number);

    private static PutGuild Home() => new(new GuildPayload { Id = Yard, Name = "garden", OwnerId = Cara });

    private static PutThreadMember Member(ulong thread, UserId user) => new(Yard, new ChannelId(thread), new ThreadMemberRow(user, Noon));

    private static PutMessage Said(ulong thread) =>
        new(new StoredMessage { Channel = new ChannelId(thread), Id = new MessageId(thread + 1_000), Guild = Yard, Author = Cara, Content = "hello" });

    private static PutThread Thread(ulong id, bool archived, ChannelType type = ChannelType.PublicThread, int minute = 0) => new(Yard, new ChannelPayload
    {
        Id = new ChannelId(id),
        Type = type,
        GuildId = Yard,
        Name = $"Thread {id}",
        ParentId = Place,
        ThreadMetadata = new ThreadMetadataPayload { Archived = archived, AutoArchiveDuration = 60, ArchiveTimestamp = Noon.AddMinutes(minute) },
    });
}
