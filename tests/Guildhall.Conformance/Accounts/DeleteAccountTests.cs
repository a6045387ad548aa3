using System.Net;
using Guildhall.Conformance.Media;
using Guildhall.Testing;
using Microsoft.Data.Sqlite;

namespace Guildhall.Conformance.Accounts;

public sealed class DeleteAccountTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task A_deleted_account_is_gone_and_its_messages_stay_by_a_deleted_user()
    {
        await using var house = await TestHouse.Start();
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var avatar = Pictures.DataUri("image/png", await http.GetByteArrayAsync("/embed/avatars/0.png"));
        var picture = $"/avatars/{bob.Id}/{(await bob.Patch("/users/@me", new { avatar, email = "bob@example.org", password = Password })).Ok()["avatar"].GetString()}.png";
        var said = await general.Say("I was here", by: "bob");
        var privately = (await bob.Post("/users/@me/channels", new { recipient_id = guild.Owner.Id })).Ok().Id;
        var whispered = (await bob.Post($"/channels/{privately}/messages", new { content = "and there" })).Ok().Id;
        (await bob.Put($"/users/@me/relationships/{guild.Owner.Id}", new { })).Ok();
        (await guild.Owner.Put($"/users/@me/relationships/{bob.Id}", new { })).Ok();
        (await bob.Post("/applications", new { name = "helper" })).Ok();
        (await http.GetAsync(picture)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await bob.Post("/users/@me/delete", new { password = Password })).Status.ShouldBe(204);
        (await bob.Gateway.Closed()).ShouldBe(4004);
        await guild.Owner.Gateway.Saw("GUILD_MEMBER_REMOVE", gone => gone.GetProperty("user").GetProperty("id").GetString() == bob.Id);
        await guild.Owner.Gateway.Saw("RELATIONSHIP_REMOVE", gone => gone.GetProperty("id").GetString() == bob.Id);
        (await bob.Get("/users/@me")).Status.ShouldBe(401);
        (await house.Nobody.Post("/auth/login", new { login = "bob@example.org", password = Password })).Status.ShouldBe(400);
        (await guild.Owner.Get($"/users/{bob.Id}")).Code.ShouldBe(10013);
        (await guild.Owner.Get("/users/@me/relationships")).Ok().Json.GetArrayLength().ShouldBe(0);
        (await http.GetAsync(picture)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var author = (await guild.Owner.Get($"/channels/{general.Id}/messages/{said}")).Ok()["author"];
        (author.GetProperty("id").GetString(), author.GetProperty("username").GetString()).ShouldBe((bob.Id, "deleted_user"));
        (await guild.Owner.Get($"/channels/{general.Id}/messages")).Ok().Text.ShouldNotContain("\"bob\"");
        var whisper = (await guild.Owner.Get($"/channels/{privately}/messages/{whispered}")).Ok();
        (whisper["content"].GetString(), whisper["author"].GetProperty("username").GetString()).ShouldBe(("and there", "deleted_user"));
        Rows(house, bob.Id).ShouldBe(0);

        // The name is free, and whoever takes it is somebody else.
        var another = await house.Register("bob");
        another.Id.ShouldNotBe(bob.Id);
    }

    [Fact]
    public async Task An_owner_of_a_guild_hands_it_over_first()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var refused = await guild.Owner.Post("/users/@me/delete", new { password = Password });
        (refused.Status, refused.Code).ShouldBe((400, 40011));
        (await guild.Owner.Get("/users/@me")).Ok();
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { owner_id = bob.Id })).Ok();
        (await guild.Owner.Post("/users/@me/delete", new { password = Password })).Status.ShouldBe(204);
        (await bob.Get($"/guilds/{guild.Id}")).Ok()["owner_id"].GetString().ShouldBe(bob.Id);
        (await bob.Get($"/channels/{general.Id}")).Ok();
    }

    [Theory]
    [InlineData("/users/@me/delete")]
    [InlineData("/users/@me/disable")]
    public async Task Both_ask_for_the_password_and_are_not_for_bots(string path)
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        var wrong = await ada.Post(path, new { password = "incorrect horse" });
        wrong["errors"].GetProperty("password").GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe("PASSWORD_DOES_NOT_MATCH");
        (await ada.Post(path, new { })).Code.ShouldBe(50035);
        (await house.Nobody.Post(path, new { password = Password })).Status.ShouldBe(401);
        var bot = await house.CreateBot(ada, "helper");
        (await bot.Post(path, new { password = Password })).Code.ShouldBe(20001);
        (await ada.Get("/users/@me")).Ok();
    }

    [Fact]
    public async Task A_disabled_account_is_logged_out_everywhere_until_it_logs_in_again()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        (await guild.Owner.Post("/users/@me/disable", new { password = Password })).Status.ShouldBe(204);
        (await guild.Owner.Gateway.Closed()).ShouldBe(4004);
        (await guild.Owner.Get("/users/@me")).Status.ShouldBe(401);
        var token = (await house.Nobody.Post("/auth/login", new { login = guild.Owner.Name, password = Password })).Ok()["token"].GetString()!;
        (await Calls.As(house, token).Get($"/guilds/{guild.Id}")).Ok();
    }

    // Rows that belong to an account or an application alone, in the store itself.
    private static long Rows(TestHouse house, string id)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(house.DataFolder, "guildhall.db")};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var count = database.CreateCommand();
        count.CommandText = """
            SELECT (SELECT count(*) FROM users WHERE user_id = $id) + (SELECT count(*) FROM tokens WHERE user_id = $id)
              + (SELECT count(*) FROM relationships WHERE user_id = $id OR other_id = $id) + (SELECT count(*) FROM user_documents WHERE user_id = $id)
              + (SELECT count(*) FROM read_states WHERE user_id = $id) + (SELECT count(*) FROM members WHERE user_id = $id)
              + (SELECT count(*) FROM applications WHERE application_id = $id OR owner_id = $id)
            """;
        count.Parameters.AddWithValue("$id", long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        return (long)count.ExecuteScalar()!;
    }
}
