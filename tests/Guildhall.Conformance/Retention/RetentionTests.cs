using System.Net;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Retention;

public sealed class RetentionTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_guild_without_a_policy_keeps_everything()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var policy = (await guild.Owner.Get($"/guilds/{guild.Id}/retention")).Ok();
        policy["days"].ValueKind.ShouldBe(JsonValueKind.Null);
        policy["keep_pinned"].GetBoolean().ShouldBeTrue();
        policy["channels"].GetArrayLength().ShouldBe(0);
    }

    [Fact(Timeout = 300_000)]
    public async Task Old_messages_go_with_their_files_and_viewers_are_told()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var hidden = await guild.CreateChannel("hidden");
        var bob = await guild.Join("bob");
        await hidden.Deny(bob, Permissions.ViewChannel);
        var old = await general.Say("old", by: "ada");
        var pinned = await general.Say("old and pinned", by: "ada");
        (await guild.Owner.Put($"/channels/{general.Id}/messages/pins/{pinned}")).Ok();
        var file = (await general.Upload(guild.Owner, "{}", ("note.txt", "note"u8.ToArray()))).Ok();
        var secret = await hidden.Say("old and hidden", by: "ada");
        time.Advance(8 * Day);
        foreach (var person in (TestUser[])[guild.Owner, bob]) await person.Connect(); // nobody's heart beat meanwhile
        var young = await general.Say("young", by: "ada");

        var set = (await guild.Owner.Patch($"/guilds/{guild.Id}/retention", new { days = 7 })).Ok();
        set["days"].GetInt32().ShouldBe(7);
        DateTimeOffset.Parse(set["effective_at"].GetString()!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(time.GetUtcNow().AddHours(1));
        (await Ids(guild.Owner, general)).ShouldContain(old); // nothing is deleted at once
        var told = guild.Owner.Gateway.Saw("MESSAGE_DELETE_BULK", gone => gone.GetProperty("channel_id").GetString() == general.Id);
        var toldBob = bob.Gateway.Saw("MESSAGE_DELETE_BULK", gone => gone.GetProperty("channel_id").GetString() == general.Id);
        await Until(time, told, guild.Owner, bob);
        var gone = await told;
        gone.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).ShouldContain(old);
        gone.GetProperty("guild_id").GetString().ShouldBe(guild.Id);
        await toldBob;
        await bob.Gateway.SawNo("MESSAGE_DELETE_BULK", other => other.GetProperty("channel_id").GetString() == hidden.Id);

        var left = await Ids(guild.Owner, general);
        left.ShouldContain(young);
        left.ShouldContain(pinned);
        left.ShouldNotContain(old);
        left.ShouldNotContain(file.Id);
        (await Ids(guild.Owner, hidden)).ShouldNotContain(secret);
        using var http = new HttpClient();
        var url = file["attachments"][0].GetProperty("url").GetString();
        while ((await http.GetAsync(url, TestContext.Current.CancellationToken)).StatusCode != HttpStatusCode.NotFound)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_channel_may_have_its_own_days_and_hundreds_go_in_steps_over_a_restart()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var kept = await guild.CreateChannel("kept");
        var archive = await kept.Say("for ever", by: "ada");
        var sent = await Task.WhenAll(Enumerable.Range(0, 600).Select(n => general.Say($"n {n}", by: "ada")));
        time.Advance(2 * Day);
        var rule = new { days = 1, keep_pinned = false, channels = new[] { new { channel_id = kept.Id, days = (int?)null } } };
        (await guild.Owner.Patch($"/guilds/{guild.Id}/retention", rule)).Ok();
        await house.Restart();
        var again = Calls.As(house, guild.Owner.Token);
        while (true)
        {
            time.Advance(TimeSpan.FromMinutes(61));
            await Task.Delay(20, TestContext.Current.CancellationToken);
            if ((await again.Get($"/channels/{general.Id}/messages")).Ok().Json.GetArrayLength() == 0) break;
        }

        (await again.Get($"/channels/{general.Id}/messages/{sent[0]}")).Status.ShouldBe(404);
        (await again.Get($"/channels/{kept.Id}/messages/{archive}")).Ok();
    }

    [Fact]
    public async Task Taking_a_policy_back_within_its_rest_deletes_nothing()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var old = await general.Say("old", by: "ada");
        time.Advance(8 * Day);
        (await guild.Owner.Patch($"/guilds/{guild.Id}/retention", new { days = 1 })).Ok();
        (await guild.Owner.Patch($"/guilds/{guild.Id}/retention", new { days = (int?)null })).Ok()["effective_at"].ValueKind.ShouldBe(JsonValueKind.Null);
        time.Advance(Day);
        await general.Say("a round trip", by: "ada");
        (await Ids(guild.Owner, general)).ShouldContain(old);
    }

    [Fact]
    public async Task It_is_set_by_administrators_and_read_by_who_manages_the_guild()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var path = $"/guilds/{guild.Id}/retention";
        (await bob.Get(path)).Code.ShouldBe(50013);
        (await (await house.User("eve")).Get(path)).Code.ShouldBe(50001);
        await Give(guild, bob, Permissions.ManageGuild);
        (await bob.Get(path)).Ok();
        (await bob.Patch(path, new { days = 3 })).Code.ShouldBe(50013);
        await Give(guild, bob, Permissions.Administrator);
        (await bob.Patch(path, new { days = 3, channels = new[] { new { channel_id = general.Id, days = 30 } } })).Ok();
        var entry = (await guild.Owner.Get($"/guilds/{guild.Id}/audit-logs?action_type=1&limit=1")).Ok()["audit_log_entries"][0];
        entry.GetProperty("user_id").GetString().ShouldBe(bob.Id);
        entry.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("key").GetString()).ShouldBe(["retention_days", "retention_channels"]);
        (await guild.Owner.Get("/guilds/1/retention")).Code.ShouldBe(10004);
    }

    [Theory]
    [InlineData("""{"days":0}""", "days")]
    [InlineData("""{"days":3651}""", "days")]
    [InlineData("""{"days":"soon"}""", "days")]
    [InlineData("""{"keep_pinned":"perhaps"}""", "keep_pinned")]
    [InlineData("""{"channels":[{"channel_id":"1","days":3}]}""", "channels")]
    [InlineData("""{"channels":[{"days":3}]}""", "channels")]
    public async Task A_wrong_policy_is_refused_at_its_field(string body, string field)
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var refused = await guild.Owner.Patch($"/guilds/{guild.Id}/retention", body);
        (refused.Status, refused.Code).ShouldBe((400, 50035));
        refused["errors"].TryGetProperty(field, out _).ShouldBeTrue(refused.Text);
    }

    // Time passes slowly enough for hearts to beat.
    private static async Task Until(ManualTime time, Task seen, params TestUser[] connected)
    {
        while (!seen.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            foreach (var session in connected.Select(user => user.Gateway))
            {
                var beats = session.Seen.Count(payload => payload.Op == 11);
                await session.Send(1, session.Sequence);
                await session.Await("a heartbeat's answer", _ => session.Seen.Count(payload => payload.Op == 11) > beats);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> Ids(TestUser user, TestChannel channel) =>
        [.. (await user.Get($"/channels/{channel.Id}/messages")).Ok().Json.EnumerateArray().Select(message => message.GetProperty("id").GetString()!)];

    private static async Task Give(TestGuild guild, TestUser user, Permissions permissions)
    {
        var role = (await guild.Owner.Post($"/guilds/{guild.Id}/roles", new { permissions = ((ulong)permissions).ToString(System.Globalization.CultureInfo.InvariantCulture) })).Ok();
        (await guild.Owner.Put($"/guilds/{guild.Id}/members/{user.Id}/roles/{role.Id}")).Ok();
    }
}
