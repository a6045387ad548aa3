using Guildhall.Protocol;
using Guildhall.Testing;

namespace Guildhall.Conformance.Invites;

public sealed class InviteKindTests
{
    [Fact]
    public async Task An_invite_for_some_lets_only_them_in()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var (bob, eve, cleo) = (await house.User("bob"), await house.User("eve"), await guild.Join("cleo"));
        var code = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { unique = true })).Ok()["code"].GetString();
        var path = $"/invites/{code}/target-users";
        (await guild.Owner.Get(path)).Code.ShouldBe(10129);
        (await guild.Owner.Get($"{path}/job-status")).Code.ShouldBe(10124);
        (await guild.Owner.Send(HttpMethod.Put, path, List("Users\nnobody\n"))).Code.ShouldBe(50035);
        (await guild.Owner.Send(HttpMethod.Put, path, List("Users\n"))).Code.ShouldBe(50035);
        (await guild.Owner.Put(path, new { })).Code.ShouldBe(50035);
        (await cleo.Send(HttpMethod.Put, path, List(bob.Id))).Code.ShouldBe(50013);
        (await cleo.Get(path)).Code.ShouldBe(50013);
        (await eve.Get(path)).Code.ShouldBe(50001);
        (await guild.Owner.Get("/invites/unknown1/target-users")).Code.ShouldBe(10006);
        (await guild.Owner.Send(HttpMethod.Put, path, List($"Users\n{bob.Id}\n"))).Status.ShouldBe(204);
        (await guild.Owner.Get(path)).Text.ShouldBe($"Users\n{bob.Id}\n");
        (await guild.Owner.Get($"{path}/job-status")).Ok()["total_users"].GetInt32().ShouldBe(1);
        (await eve.Post($"/invites/{code}", new { })).Code.ShouldBe(50001);
        (await bob.Post($"/invites/{code}", new { })).Ok();
    }

    [Fact]
    public async Task An_invite_may_bring_roles_that_its_maker_could_give()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        var crew = await guild.CreateRole("crew", Permissions.None);
        var path = $"/channels/{general.Id}/invites";
        (await bob.Post(path, new { role_ids = new[] { crew } })).Code.ShouldBe(50013);
        (await guild.Owner.Post(path, new { role_ids = new[] { "77" } })).Code.ShouldBe(10011);
        (await guild.Owner.Post(path, new { role_ids = new[] { guild.Id } })).Code.ShouldBe(50028);
        var made = (await guild.Owner.Post(path, new { role_ids = new[] { crew }, temporary = true })).Ok();
        made["roles"][0].GetProperty("name").GetString().ShouldBe("crew");
        await guild.Owner.Gateway.Saw("INVITE_CREATE", told => told.TryGetProperty("role_ids", out var roles) && roles[0].GetString() == crew);
        var cleo = await house.User("cleo");
        (await cleo.Post($"/invites/{made["code"].GetString()}", new { })).Ok();
        (await guild.Owner.Get($"/guilds/{guild.Id}/members/{cleo.Id}")).Ok()["roles"][0].GetString().ShouldBe(crew);
        (await guild.Owner.Post(path, new { target_type = 1 })).Code.ShouldBe(50035);
        (await guild.Owner.Post(path, new { target_type = 1, target_user_id = "77" })).Code.ShouldBe(10007);
        (await guild.Owner.Post(path, new { target_type = 1, target_user_id = bob.Id })).Ok()["target_user"].GetProperty("id").GetString().ShouldBe(bob.Id);
    }

    [Fact]
    public async Task An_invite_made_with_a_list_is_for_those_in_it()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild("ada");
        var eve = await house.User("eve");
        using var form = List("77");
        form.Add(new StringContent("""{"max_uses":3,"unique":true}"""), "payload_json");
        var made = (await guild.Owner.Send(HttpMethod.Post, $"/channels/{general.Id}/invites", form)).Ok();
        made["max_uses"].GetInt32().ShouldBe(3);
        (await eve.Post($"/invites/{made["code"].GetString()}", new { })).Code.ShouldBe(50001);
    }

    [Fact]
    public async Task An_invite_ends_at_its_time_though_the_server_was_started_anew()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        var ada = await house.Register("ada");
        var guild = (await ada.Post("/guilds", new { name = "Brief" })).Ok();
        var channel = guild["system_channel_id"].GetString();
        var later = (await ada.Post($"/channels/{channel}/invites", new { max_age = 65, unique = true })).Ok()["code"].GetString();
        var code = (await ada.Post($"/channels/{channel}/invites", new { max_age = 60, unique = true })).Ok()["code"].GetString();
        await house.Restart();
        await ada.Connect();
        time.Advance(TimeSpan.FromSeconds(61));
        await ada.Gateway.Saw("INVITE_DELETE", gone => gone.GetProperty("code").GetString() == code);
        await ada.Gateway.Send(1, ada.Gateway.Sequence); // a session that is silent for long is closed
        await ada.Gateway.Await("a heartbeat's answer", payload => payload.Op == 11);
        time.Advance(TimeSpan.FromSeconds(5));
        await ada.Gateway.Saw("INVITE_DELETE", gone => gone.GetProperty("code").GetString() == later);
    }

    private static MultipartFormDataContent List(string text) => new() { { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "target_users_file", "users.csv" } };
}
