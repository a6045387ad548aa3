using Guildhall.Community.PrivateChannels;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Tests.PrivateChannels;

public sealed class PrivateDoorTests
{
    private static readonly UserId Ada = new(1), Bob = new(2);
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, 0, false, false, 50278)]
    [InlineData(null, null, 1, false, false, 0)]
    [InlineData(RelationType.Friend, RelationType.Friend, 0, false, false, 0)]
    [InlineData(RelationType.OutgoingRequest, RelationType.IncomingRequest, 0, false, false, 50278)]
    [InlineData(RelationType.Blocked, null, 1, false, false, 50007)]
    [InlineData(null, RelationType.Blocked, 1, false, false, 50007)]
    [InlineData(null, null, 1, true, false, 0)]
    [InlineData(null, null, 0, true, false, 50278)]
    [InlineData(null, RelationType.Blocked, 1, true, false, 50007)]
    [InlineData(null, null, 1, true, true, 50007)]
    public void Who_may_write_to_whom(RelationType? mine, RelationType? theirs, int sharedGuilds, bool isBot, bool otherIsBot, int code)
    {
        var standing = new PairStanding(
            mine is { } one ? new RelationRow { User = Ada, Other = Bob, Type = one } : null,
            theirs is { } other ? new RelationRow { User = Bob, Other = Ada, Type = other } : null,
            [.. Enumerable.Range(5, sharedGuilds).Select(id => new GuildId((ulong)id))]);
        (PrivateDoor.Decide(standing, isBot, otherIsBot, Now)?.Code ?? 0).ShouldBe(code);
    }

    [Theory]
    [InlineData(1, 1, false, 50007)]
    [InlineData(2, 1, false, 0)]
    [InlineData(1, -1, false, 0)]
    [InlineData(1, 1, true, 0)]
    public void Guilds_that_stop_direct_messages_connect_nobody(int sharedGuilds, int hours, bool isBot, int code)
    {
        var standing = new PairStanding(null, null, [.. Enumerable.Range(5, sharedGuilds).Select(id => new GuildId((ulong)id))]) { StoppedUntil = new Dictionary<GuildId, DateTimeOffset> { [new GuildId(5)] = Now.AddHours(hours) } };
        (PrivateDoor.Decide(standing, isBot, false, Now)?.Code ?? 0).ShouldBe(code);
    }

    [Fact]
    public void Every_intent_of_channels_has_its_private_twin()
    {
        PrivateIntents.Of(Intents.GuildMessages).ShouldBe(Intents.DirectMessages);
        PrivateIntents.Of(Intents.GuildMessageReactions).ShouldBe(Intents.DirectMessageReactions);
        PrivateIntents.Of(Intents.GuildMessageTyping).ShouldBe(Intents.DirectMessageTyping);
        PrivateIntents.Of(Intents.GuildMessagePolls).ShouldBe(Intents.DirectMessagePolls);
        PrivateIntents.Of(Intents.Guilds).ShouldBe(Intents.DirectMessages);
    }
}
