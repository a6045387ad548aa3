using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every store of guilds does.</summary>
public abstract class GuildStoreContract : StoreContract
{
    [Fact]
    public async Task A_guild_is_loaded_with_everything_that_was_stored_in_it()
    {
        var guild = Full<GuildPayload>() with { Id = House };
        var channel = Full<ChannelPayload>() with { Id = General, GuildId = House };
        var role = Full<RolePayload>();
        var member = Full<MemberRow>() with { User = Ada };
        var emoji = Full<EmojiPayload>();
        var invite = Full<InviteRow>() with { Channel = General };
        var ban = new BanRow(Bob, "spam");
        var users = new[] { UserOf(Ada, "ada"), UserOf(Bob, "bob") };
        await Put(new PutGuild(guild), new PutChannel(House, channel), new PutRole(House, role), new PutMember(House, member));
        await Put(new PutEmoji(House, emoji), new PutInvite(House, invite), new PutBan(House, ban));
        await Put(new PutUser(users[0]), new PutUser(users[1]));

        var loaded = (await Store.Guilds.Load(House, Cancel))!;

        ShouldBeTheSame(loaded.Guild, guild with { Roles = [], Emojis = [] });
        ShouldBeTheSame(loaded.Channels, new[] { channel with { LastMessageId = null } });
        ShouldBeTheSame(loaded.Roles, new[] { role });
        ShouldBeTheSame(loaded.Members, new[] { member });
        ShouldBeTheSame(loaded.Emojis, new[] { emoji });
        ShouldBeTheSame(loaded.Invites, new[] { invite });
        ShouldBeTheSame(loaded.Bans, new[] { ban });
        ShouldBeTheSame(loaded.Users.OrderBy(user => user.Id.Number), users.Select(user => user.Profile));
        loaded.Nonces.ShouldBeEmpty();
        loaded.LastSequence.ShouldBe(0);
    }

    [Fact]
    public async Task A_guild_with_as_little_as_possible_is_loaded_the_same()
    {
        var guild = Bare<GuildPayload>() with { Id = House };
        var channel = Bare<ChannelPayload>() with { Id = General };
        var role = Bare<RolePayload>();
        await Put(new PutGuild(guild), new PutChannel(House, channel), new PutRole(House, role));
        var loaded = (await Store.Guilds.Load(House, Cancel))!;
        ShouldBeTheSame(loaded.Guild, guild);
        ShouldBeTheSame(loaded.Channels, new[] { channel });
        ShouldBeTheSame(loaded.Roles, new[] { role });
    }

    [Fact]
    public async Task A_guild_that_is_not_there_is_not_loaded() => (await Store.Guilds.Load(House, Cancel)).ShouldBeNull();

    [Fact]
    public async Task A_channel_knows_its_last_message_from_the_messages()
    {
        await Put(new PutGuild(GuildOf(House)), new PutChannel(House, ChannelOf(General)), new PutChannel(House, ChannelOf(Garden)));
        await Put(new PutMessage(Message(7)), new PutMessage(Message(5)));
        (await Store.Guilds.Load(House, Cancel))!.Channels.Select(channel => channel.LastMessageId).ShouldBe([new MessageId(7), null]);
        await Put(new DeleteChannelMessages(General));
        (await Store.Guilds.Load(House, Cancel))!.Channels[0].LastMessageId.ShouldBeNull();
    }

    [Fact]
    public async Task Deleted_rows_are_gone_and_deleting_them_again_changes_nothing()
    {
        var (role, emoji) = (Full<RolePayload>(), Full<EmojiPayload>());
        var invite = Full<InviteRow>() with { Channel = General };
        await Put(
            new PutGuild(GuildOf(House)), new PutRole(House, role), new PutMember(House, MemberOf(Ada)), new PutEmoji(House, emoji),
            new PutInvite(House, invite), new PutBan(House, new BanRow(Bob, null)));
        for (var time = 0; time < 2; time++)
        {
            await Put(
                new DeleteRole(House, role.Id), new DeleteMember(House, Ada), new DeleteEmoji(House, emoji.Id),
                new DeleteInvite(House, invite.Code), new DeleteBan(House, Bob));
            var loaded = (await Store.Guilds.Load(House, Cancel))!;
            (loaded.Roles.Count + loaded.Members.Count + loaded.Emojis.Count + loaded.Invites.Count + loaded.Bans.Count).ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_deleted_channel_takes_its_messages_and_invites_along()
    {
        await Put(new PutGuild(GuildOf(House)), new PutChannel(House, ChannelOf(General)), new PutMessage(Message(1)));
        await Put(new PutInvite(House, InviteOf("abc", General)), new PutInvite(House, InviteOf("xyz", Garden)));
        await Put(new DeleteChannel(House, General));
        var loaded = (await Store.Guilds.Load(House, Cancel))!;
        loaded.Channels.ShouldBeEmpty();
        loaded.Invites.Single().Code.ShouldBe("xyz");
        (await Store.Messages.Page(General, PageKind.Latest, default, 50, Cancel)).ShouldBeEmpty();
        (await Store.Guilds.GuildOfChannel(General, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_deleted_guild_takes_everything_in_it_along_and_nothing_of_its_neighbour()
    {
        var neighbour = new GuildId(101);
        foreach (var (guild, channel, number) in new[] { (House, General, 1UL), (neighbour, Garden, 2UL) })
        {
            await Put(
                new PutGuild(GuildOf(guild)), new PutChannel(guild, ChannelOf(channel)), new PutMember(guild, MemberOf(Ada)),
                new PutRole(guild, Full<RolePayload>()), new PutInvite(guild, InviteOf($"code{number}", channel)),
                new PutEmoji(guild, Full<EmojiPayload>() with { Id = new EmojiId(number) }), new PutBan(guild, new BanRow(Bob, null)),
                new PutAudit(guild, Audit(number, Ada, 1)), new PutMessage(Message(1, channel)));
        }

        await Put(new DeleteGuild(House));

        (await Store.Guilds.Load(House, Cancel)).ShouldBeNull();
        (await Store.Guilds.GuildOfInvite("code1", Cancel)).ShouldBeNull();
        (await Store.Guilds.Emoji(new EmojiId(1), Cancel)).ShouldBeNull();
        (await Store.Guilds.AuditLog(House, new AuditFilter(null, null, null, null, 50), Cancel)).ShouldBeEmpty();
        (await Store.Messages.Page(General, PageKind.Latest, default, 50, Cancel)).ShouldBeEmpty();
        (await Store.Guilds.GuildsOfUser(Ada, Cancel)).ShouldBe([neighbour]);

        var left = (await Store.Guilds.Load(neighbour, Cancel))!;
        new[] { left.Channels.Count, left.Members.Count, left.Roles.Count, left.Invites.Count, left.Emojis.Count, left.Bans.Count }
            .ShouldAllBe(count => count == 1);
        (await Store.Messages.Page(Garden, PageKind.Latest, default, 50, Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Guilds_are_found_by_channel_invite_emoji_and_member()
    {
        var emoji = Full<EmojiPayload>();
        await Put(
            new PutChannel(House, ChannelOf(General)), new PutInvite(House, InviteOf("abc", General)), new PutEmoji(House, emoji),
            new PutMember(new GuildId(102), MemberOf(Ada)), new PutMember(House, MemberOf(Ada)), new PutMember(House, MemberOf(Bob)));
        (await Store.Guilds.GuildOfChannel(General, Cancel)).ShouldBe(House);
        (await Store.Guilds.GuildOfInvite("abc", Cancel)).ShouldBe(House);
        (await Store.Guilds.GuildOfInvite("ABC", Cancel)).ShouldBeNull();
        ShouldBeTheSame(await Store.Guilds.Emoji(emoji.Id, Cancel), emoji);
        (await Store.Guilds.GuildsOfUser(Ada, Cancel)).ShouldBe([House, new GuildId(102)]);
        (await Store.Guilds.CountGuildsOfUser(Ada, Cancel)).ShouldBe(2);
        (await Store.Guilds.CountGuildsOfUser(new UserId(999), Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task The_audit_log_is_read_newest_first_by_actor_action_and_id()
    {
        var full = Full<AuditRow>() with { Id = new AuditEntryId(9), Actor = Ada, ActionType = 1 };
        await Put(
            new PutAudit(House, Audit(1, Ada, 1)), new PutAudit(House, Audit(2, Bob, 1)), new PutAudit(House, Audit(3, Ada, 2)),
            new PutAudit(House, Audit(4, Bob, 2)), new PutAudit(House, full), new PutAudit(new GuildId(101), Audit(5, Ada, 1)));
        async Task<string> Read(UserId? actor = null, int? action = null, ulong? before = null, ulong? after = null, int limit = 50, string? target = null)
        {
            var filter = new AuditFilter(actor, action, Id(before), Id(after), limit, target);
            return string.Join(' ', (await Store.Guilds.AuditLog(House, filter, Cancel)).Select(entry => entry.Id));
        }

        (await Read()).ShouldBe("9 4 3 2 1");
        (await Read(limit: 2)).ShouldBe("9 4");
        (await Read(actor: Ada)).ShouldBe("9 3 1");
        (await Read(action: 2)).ShouldBe("4 3");
        (await Read(actor: Bob, action: 1)).ShouldBe("2");
        (await Read(target: full.TargetId)).ShouldBe("9");
        (await Read(target: full.TargetId, actor: Bob)).ShouldBe("");
        (await Read(before: 4, limit: 2)).ShouldBe("3 2");
        (await Read(after: 1, limit: 2)).ShouldBe("3 2");
        (await Read(before: 4, after: 1)).ShouldBe("3 2");
        (await Read(before: ulong.MaxValue, limit: 1)).ShouldBe("9");
        ShouldBeTheSame((await Store.Guilds.AuditLog(House, new AuditFilter(null, null, null, null, 1), Cancel))[0], full);
    }

    [Fact]
    public async Task Nonces_of_the_last_minutes_are_loaded_and_older_ones_are_not()
    {
        PutNonce Nonce(TimeSpan ago, string nonce) =>
            new(House, General, Ada, nonce, new MessageId(Snowflake.At(Store.Time.GetUtcNow() - ago)));
        var recent = Nonce(TimeSpan.FromMinutes(9), "recent");
        await Put(new PutGuild(GuildOf(House)), Nonce(TimeSpan.FromMinutes(11), "old"), recent, recent);
        ShouldBeTheSame((await Store.Guilds.Load(House, Cancel))!.Nonces, new[] { recent });
    }

    [Fact]
    public async Task A_guild_goes_on_with_the_sequence_of_its_log()
    {
        await Put(new PutGuild(GuildOf(House)));
        await Log(Entry(1), Entry(2), Entry(7, new GuildId(101)));
        (await Store.Guilds.Load(House, Cancel))!.LastSequence.ShouldBe(2);
    }

    protected static GuildPayload GuildOf(GuildId id) => Bare<GuildPayload>() with { Id = id };

    protected static ChannelPayload ChannelOf(ChannelId id) => Bare<ChannelPayload>() with { Id = id };

    private static MemberRow MemberOf(UserId user) => new() { User = user, JoinedAt = DateTimeOffset.UnixEpoch };

    private static InviteRow InviteOf(string code, ChannelId channel) =>
        new() { Code = code, Channel = channel, Inviter = Ada, CreatedAt = DateTimeOffset.UnixEpoch };

    private static AuditRow Audit(ulong id, UserId actor, int action) => new(new AuditEntryId(id), action, actor, null, null, null, null);

    private static AuditEntryId? Id(ulong? number) => number is { } id ? new AuditEntryId(id) : null;

    private static UserRow UserOf(UserId id, string name) => new() { Profile = Full<UserPayload>() with { Id = id, Username = name } };
}
