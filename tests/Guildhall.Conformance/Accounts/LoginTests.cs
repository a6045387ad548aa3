using Guildhall.Testing;
using static Guildhall.Conformance.Accounts.RegisterTests;

namespace Guildhall.Conformance.Accounts;

public sealed class LoginTests
{
    private const string Password = "correct horse";

    [Fact]
    public async Task A_person_logs_in_by_name_or_by_address()
    {
        await using var house = await TestHouse.Start();
        var name = Unique("nia");
        var made = (await house.Nobody.Post("/auth/register", new { username = name, password = Password, email = $"{name}@example.org" })).Ok();
        foreach (var login in new[] { name, name.ToUpperInvariant(), $"{name}@Example.org" })
        {
            var answer = (await house.Nobody.Post("/auth/login", new { login, password = Password })).Ok();
            answer["user_id"].GetString().ShouldBe(made["user_id"].GetString());
            answer["token"].GetString().ShouldNotBe(made["token"].GetString());
        }
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_look_the_same()
    {
        await using var house = await TestHouse.Start();
        var name = Unique("nia");
        (await house.Nobody.Post("/auth/register", new { username = name, password = Password })).Ok();
        var wrong = await house.Nobody.Post("/auth/login", new { login = name, password = "wrong horse" });
        var unknown = await house.Nobody.Post("/auth/login", new { login = Unique("nobody"), password = "wrong horse" });
        FieldError(wrong, "login").ShouldBe("INVALID_LOGIN");
        wrong.Text.ShouldBe(unknown.Text);
    }

    [Fact]
    public async Task Logging_out_ends_the_token_and_its_session()
    {
        await using var house = await TestHouse.Start();
        var ada = await house.User("ada");
        (await ada.Post("/auth/logout", new { })).Status.ShouldBe(204);
        (await ada.Get("/users/@me")).Status.ShouldBe(401);
        (await ada.Gateway.Closed()).ShouldBe(4004);
    }

    [Fact]
    public async Task One_place_can_be_logged_out_from_another()
    {
        await using var house = await TestHouse.Start();
        var name = Unique("nia");
        var here = (await house.Nobody.Post("/auth/register", new { username = name, password = Password })).Ok()["token"].GetString()!;
        var there = (await house.Nobody.Post("/auth/login", new { login = name, password = Password })).Ok()["token"].GetString()!;
        var places = (await Calls.As(house, here).Get("/auth/sessions")).Ok()["user_sessions"].EnumerateArray().ToArray();
        places.Length.ShouldBe(2);
        var newest = places[^1].GetProperty("id_hash").GetString();
        (await Calls.As(house, here).Post("/auth/sessions/logout", new { session_id_hashes = new[] { newest } })).Status.ShouldBe(204);
        (await Calls.As(house, there).Get("/users/@me")).Status.ShouldBe(401);
        (await Calls.As(house, here).Get("/users/@me")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_new_password_needs_the_old_one_and_ends_every_other_token()
    {
        await using var house = await TestHouse.Start();
        var name = Unique("nia");
        var here = (await house.Nobody.Post("/auth/register", new { username = name, password = Password })).Ok()["token"].GetString()!;
        var there = (await house.Nobody.Post("/auth/login", new { login = name, password = Password })).Ok()["token"].GetString()!;
        var wrong = await Calls.As(house, here).Patch("/users/@me", new { password = "not it at all", new_password = "battery staple" });
        FieldError(wrong, "password").ShouldBe("PASSWORD_DOES_NOT_MATCH");
        (await Calls.As(house, here).Patch("/users/@me", new { password = Password, new_password = "battery staple" })).Ok();
        (await Calls.As(house, there).Get("/users/@me")).Status.ShouldBe(401);
        (await Calls.As(house, here).Get("/users/@me")).Status.ShouldBe(200);
        (await house.Nobody.Post("/auth/login", new { login = name, password = "battery staple" })).Ok();
    }
}
