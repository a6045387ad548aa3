using Guildhall.Storage.Guilds;
using Guildhall.Storage.Users;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every store does with private channels, relationships and users' own records.</summary>
public abstract class PrivateStoreContract : StoreContract
{
    private static readonly ChannelId Dm = new(7_001), Group = new(7_002);
    private static readonly DateTimeOffset Then = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public async Task A_private_channel_is_loaded_as_a_guild_of_its_own()
    {
        await Put(new PutUser(Named(Ada, "ada")), new PutUser(Named(Bob, "bob")));
        var row = new PrivateChannelRow { Id = Dm, Type = ChannelType.Dm, Pair = UserPair.Of(Bob, Ada), LastPinTimestamp = Then };
        RecipientRow[] recipients = [new(Ada, Then, true), new(Bob, Then, false, "B.")];
        await Put([new PutPrivateChannel(row), .. recipients.Select(recipient => new PutRecipient(Dm, recipient))]);

        (await Store.Guilds.GuildOfChannel(Dm, Cancel)).ShouldBe(new GuildId(Dm.Value));
        var loaded = (await Store.Guilds.Load(new GuildId(Dm.Value), Cancel))!;
        ShouldBeTheSame(loaded.Private!.Channel, row);
        ShouldBeTheSame(loaded.Private.Recipients.OrderBy(recipient => recipient.User.Number), recipients.OrderBy(recipient => recipient.User.Number));
        loaded.Channels.Single().Id.ShouldBe(Dm);
        loaded.Members.Select(member => member.User).ShouldBe([Ada, Bob], ignoreOrder: true);
        loaded.Users.Count.ShouldBe(2);
        loaded.Guild.OwnerId.ShouldBe(default);
        (await Store.Guilds.GuildsOfUser(Ada, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_users_have_one_direct_message()
    {
        var pair = UserPair.Of(Ada, Bob);
        (await Store.Guilds.DmOf(pair, Cancel)).ShouldBeNull();
        await Put(new PutPrivateChannel(new PrivateChannelRow { Id = Dm, Type = ChannelType.Dm, Pair = pair }));
        (await Store.Guilds.DmOf(UserPair.Of(Bob, Ada), Cancel)).ShouldBe(Dm);
        await Should.ThrowAsync<Writing.UniqueViolationException>(
            () => Put(new PutPrivateChannel(new PrivateChannelRow { Id = Group, Type = ChannelType.Dm, Pair = pair })));
    }

    [Fact]
    public async Task A_list_has_the_open_channels_and_a_deleted_group_is_gone_for_all()
    {
        await Put(
            new PutPrivateChannel(new PrivateChannelRow { Id = Dm, Type = ChannelType.Dm, Pair = UserPair.Of(Ada, Bob) }),
            new PutRecipient(Dm, new RecipientRow(Ada, Then, false)),
            new PutPrivateChannel(new PrivateChannelRow { Id = Group, Type = ChannelType.GroupDm, Owner = Ada }),
            new PutRecipient(Group, new RecipientRow(Ada, Then, true)));
        (await Store.Guilds.PrivateChannelsOf(Ada, 10, Cancel)).Select(view => view.Channel.Id).ShouldBe([Group]);
        await Put(new PutRecipient(Dm, new RecipientRow(Ada, Then, true)));
        (await Store.Guilds.PrivateChannelsOf(Ada, 10, Cancel)).Select(view => view.Channel.Id).ShouldBe([Group, Dm]);
        (await Store.Guilds.PrivateChannelsOf(Ada, 1, Cancel)).Count.ShouldBe(1);
        (await Store.Guilds.CountGroupsOf(Ada, Cancel)).ShouldBe(1);
        await Put(new DeletePrivateChannel(Group), new DeleteRecipient(Dm, Ada));
        (await Store.Guilds.PrivateChannelsOf(Ada, 10, Cancel)).ShouldBeEmpty();
        (await Store.Guilds.Load(new GuildId(Group.Value), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_standing_shows_both_halves_and_the_shared_guilds()
    {
        var mine = Full<RelationRow>() with { User = Ada, Other = Bob, Type = RelationType.Friend };
        await Put(new PutRelation(mine), new PutRelation(new RelationRow { User = Bob, Other = Ada, Type = RelationType.Blocked }));
        await Put(new PutMember(House, Bare<MemberRow>() with { User = Ada }), new PutMember(House, Bare<MemberRow>() with { User = Bob }));
        await Put(new PutMember(new GuildId(99), Bare<MemberRow>() with { User = Bob }));
        var standing = await Store.Users.Standing(Ada, Bob, Cancel);
        ShouldBeTheSame(standing.Mine, mine);
        standing.Theirs!.Type.ShouldBe(RelationType.Blocked);
        standing.SharedGuilds.ShouldBe([House]);
        (await Store.Users.CountRelations(Ada, RelationType.Friend, Cancel)).ShouldBe(1);
        await Put(new DeleteRelation(Ada, Bob));
        (await Store.Users.Relations(Ada, Cancel)).ShouldBeEmpty();
        (await Store.Users.Relations(Bob, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_users_own_records_are_kept_by_kind()
    {
        await Put(
            new PutUserDocument(Ada, "note", new UserDocumentRow(5, "{\"a\":1}"u8.ToArray())),
            new PutUserDocument(Ada, "other", new UserDocumentRow(5, "{}"u8.ToArray())),
            new PutUserDocument(Ada, "note", new UserDocumentRow(5, "{\"a\":2}"u8.ToArray())));
        var notes = await Store.Users.UserDocuments(Ada, "note", Cancel);
        notes.Single().Data.ToArray().ShouldBe("{\"a\":2}"u8.ToArray());
        await Put(new DeleteUserDocument(Ada, "note", 5));
        (await Store.Users.UserDocuments(Ada, "note", Cancel)).ShouldBeEmpty();
        (await Store.Users.UserDocuments(Ada, "other", Cancel)).Count.ShouldBe(1);
    }

    private static UserRow Named(UserId id, string name) => new() { Profile = new UserPayload { Id = id, Username = name } };
}
