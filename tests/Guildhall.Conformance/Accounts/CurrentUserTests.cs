using Guildhall.Testing;
using static Guildhall.Conformance.Accounts.RegisterTests;

namespace Guildhall.Conformance.Accounts;

public sealed class CurrentUserTests
{
    // One transparent pixel.
    private const string Pixel =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task A_new_display_name_is_seen_by_oneself_and_by_the_guilds()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var changed = (await bob.Patch("/users/@me", new { global_name = "Robert", bio = "hello", avatar = Pixel, accent_color = 255 })).Ok();
        changed["global_name"].GetString().ShouldBe("Robert");
        changed["avatar"].GetString().ShouldNotBeNullOrEmpty();
        changed["bio"].GetString().ShouldBe("hello");
        (await bob.Gateway.Saw("USER_UPDATE")).GetProperty("global_name").GetString().ShouldBe("Robert");
        var seen = await guild.Owner.Gateway.Saw("GUILD_MEMBER_UPDATE", member => member.GetProperty("user").GetProperty("id").GetString() == bob.Id);
        seen.GetProperty("user").GetProperty("global_name").GetString().ShouldBe("Robert");
        (await guild.Owner.Get($"/users/{bob.Id}")).Ok()["accent_color"].GetInt32().ShouldBe(255);
    }

    [Fact]
    public async Task A_new_username_needs_the_password_and_must_be_free()
    {
        await using var house = await TestHouse.Start();
        var (ada, bob) = (await house.User("ada"), await house.User("bob"));
        var bobs = (await bob.Get("/users/@me")).Ok()["username"].GetString();
        FieldError(await ada.Patch("/users/@me", new { username = Unique("countess") }), "password").ShouldBe("BASE_TYPE_REQUIRED");
        FieldError(await ada.Patch("/users/@me", new { username = bobs, password = "correct horse battery" }), "username").ShouldBe("USERNAME_ALREADY_TAKEN");
        var name = Unique("countess");
        (await ada.Patch("/users/@me", new { username = name, password = "correct horse battery" })).Ok()["username"].GetString().ShouldBe(name);
    }

    [Fact]
    public async Task What_is_no_image_is_no_avatar()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        FieldError(await ada.Patch("/users/@me", new { avatar = "data:image/png;base64,aGVsbG8=" }), "avatar").ShouldBe("IMAGE_INVALID");
        FieldError(await ada.Patch("/users/@me", new { bio = new string('x', 191) }), "bio").ShouldBe("BASE_TYPE_MAX_LENGTH");
    }

    [Fact]
    public async Task A_profile_shows_to_those_who_share_a_guild()
    {
        await using var house = await TestHouse.Start();
        var (guild, _) = await house.CreateGuild(owner: "ada");
        var bob = await guild.Join("bob");
        var stranger = await house.User("eve");
        (await bob.Patch("/users/@me", new { bio = "hello" })).Ok();
        var profile = (await guild.Owner.Get($"/users/{bob.Id}/profile?guild_id={guild.Id}")).Ok();
        profile["user_profile"].GetProperty("bio").GetString().ShouldBe("hello");
        profile["mutual_guilds"][0].GetProperty("id").GetString().ShouldBe(guild.Id);
        profile["guild_member"].GetProperty("joined_at").GetString().ShouldNotBeNull();
        (await stranger.Get($"/users/{bob.Id}/profile")).Code.ShouldBe(10013);
        (await stranger.Get("/users/1")).Code.ShouldBe(10013);
    }

    [Fact]
    public async Task Settings_keep_the_status_that_new_sessions_show()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        (await ada.Patch("/users/@me/settings", new { status = "dnd", locale = "de" })).Ok()["status"].GetString().ShouldBe("dnd");
        FieldError(await ada.Patch("/users/@me/settings", new { status = "asleep" }), "status").ShouldBe("BASE_TYPE_CHOICES");
        (await ada.Get("/users/@me")).Ok()["locale"].GetString().ShouldBe("de");
    }
}
