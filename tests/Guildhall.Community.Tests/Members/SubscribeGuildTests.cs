using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Members.Lists;

namespace Guildhall.Community.Tests.Members;

public sealed class SubscribeGuildTests
{
    private static readonly SessionRef Session = new(7);
    private static readonly UserId Ada = new(1);

    [Fact]
    public void What_is_left_out_stays_and_what_is_sent_replaces()
    {
        var first = One("""{"guild_id":"5","typing":true,"members":["10","11"],"channels":{"20":[[0,99]]}}""").ApplyTo(GuildLook.Nothing);
        var then = One("""{"guild_id":"5","typing":false,"channels":{"21":[[0,99],[100,199],[300,399]]}}""").ApplyTo(first);
        (first.Typing, then.Typing).ShouldBe((true, false));
        then.Members.ShouldBe([new UserId(10), new UserId(11)]);
        var channel = then.Channels.ShouldHaveSingleItem();
        channel.Channel.ShouldBe(new ChannelId(21));
        channel.Ranges.ShouldBe([new ListRange(0, 199), new ListRange(300, 399)]);
        One("""{"guild_id":"5","members":[],"channels":{}}""").ApplyTo(then).IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Ranges_are_cut_to_a_hundred_rows_and_five_of_them()
    {
        var ranges = One("""{"guild_id":"5","channels":{"20":[[0,5000],[200,299],[400,499],[600,699],[800,899],[1000,1099]]}}""").Channels![0].Ranges;
        ranges.ShouldBe([new(0, 99), new(200, 299), new(400, 499), new(600, 699), new(800, 899)]);
        ListRange.Merged([new(0, 99), new(50, 149), new(100, 199), new(180, 279), new(280, 379), new(350, 449), new(450, 549)]).ShouldBe([new(0, 499)]);
    }

    [Theory]
    [InlineData("""{"guild_id":"5","channels":{"20":[[-1,99]]}}""")]
    [InlineData("""{"guild_id":"5","channels":{"20":[[50,20]]}}""")]
    [InlineData("""{"guild_id":"5","channels":{"20":[[0]]}}""")]
    [InlineData("""{"guild_id":"5","channels":{"20":[["0","99"],null,{},[0.5,9]]}}""")]
    [InlineData("""{"guild_id":"5","channels":{"x":[[0,99]],"21":7}}""")]
    public void Ranges_that_make_no_sense_are_left_out(string json) => One(json).Channels.ShouldBeEmpty();

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"guild_id":5}""")]
    [InlineData("null")]
    public void A_request_without_a_guild_is_none(string json) =>
        SubscribeGuild.ReadOne(JsonElement.Parse(json), Session, Ada).ShouldBeNull();

    [Fact]
    public void One_request_may_be_about_many_guilds()
    {
        var read = SubscribeGuild.ReadMany(
            JsonElement.Parse("""{"subscriptions":{"5":{"typing":true},"6":{"threads":true,"activities":1},"x":{},"7":null}}"""), Session, Ada).ToArray();
        read.Select(one => one.Guild).ShouldBe([new GuildId(5), new GuildId(6)]);
        ((SubscribeGuild)read[1].Command).Change.ShouldBe(new GuildLookChange { Threads = true });
        var many = string.Join(',', Enumerable.Range(1, 500).Select(id => $"\"{id}\":{{}}"));
        SubscribeGuild.ReadMany(JsonElement.Parse("{\"subscriptions\":{" + many + "}}"), Session, Ada).Count().ShouldBe(SubscribeGuild.GuildsMax);
    }

    [Fact]
    public void A_session_that_goes_is_forgotten_with_those_it_looked_at()
    {
        var looks = new GuildLooks();
        looks.Set(Session, new GuildLook { Members = [Ada] });
        looks.Set(new SessionRef(8), new GuildLook { Members = [Ada], Typing = true });
        looks.LookingAt(Ada).Count.ShouldBe(2);
        looks.Forget(Session);
        looks.LookingAt(Ada).ShouldBe([new SessionRef(8)]);
        looks.Set(new SessionRef(8), GuildLook.Nothing);
        (looks.Count, looks.LookingAt(Ada).Count).ShouldBe((0, 0));
    }

    private static GuildLookChange One(string json) => SubscribeGuild.ReadOne(JsonElement.Parse(json), Session, Ada)!.Value.Command.Change;
}
