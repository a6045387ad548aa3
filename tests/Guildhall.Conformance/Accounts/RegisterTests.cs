using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Accounts;

public sealed class RegisterTests
{
    private const string Password = "correct horse";

    [Fact]
    public async Task A_newcomer_gets_a_token_that_works_at_once()
    {
        await using var house = await TestHouse.Start();
        var name = Unique("nia");
        var made = (await house.Nobody.Post("/auth/register", new { username = name.ToUpperInvariant(), password = Password, global_name = "Nia" })).Ok();
        made.Status.ShouldBe(201);
        var me = (await Calls.As(house, made["token"].GetString()!).Get("/users/@me")).Ok();
        me["username"].GetString().ShouldBe(name);
        me["global_name"].GetString().ShouldBe("Nia");
        me.Id.ShouldBe(made["user_id"].GetString());
    }

    [Theory]
    [InlineData("a", "username", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("with space", "username", "USERNAME_INVALID_CHARACTERS")]
    [InlineData("dots..here", "username", "USERNAME_CONSECUTIVE_PERIODS")]
    [InlineData("everyone", "username", "USERNAME_ALREADY_TAKEN")]
    public async Task A_name_that_cannot_be_is_refused_at_its_field(string name, string field, string code)
    {
        await using var house = await TestHouse.Start();
        FieldError(await house.Nobody.Post("/auth/register", new { username = name, password = Password }), field).ShouldBe(code);
    }

    [Fact]
    public async Task A_short_password_and_a_wrong_address_are_refused_together()
    {
        await using var house = await TestHouse.Start();
        var answer = await house.Nobody.Post("/auth/register", new { username = Unique("nia"), password = "short", email = "nobody" });
        FieldError(answer, "password").ShouldBe("BASE_TYPE_BAD_LENGTH");
        FieldError(answer, "email").ShouldBe("EMAIL_TYPE_INVALID_EMAIL");
    }

    [Fact]
    public async Task Of_many_who_want_one_name_at_once_one_gets_it()
    {
        await using var house = await TestHouse.Start();
        var name = Unique("nia");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => house.Nobody.Post("/auth/register", new { username = name, password = Password })));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != 201)) FieldError(refused, "username").ShouldBe("USERNAME_ALREADY_TAKEN");
    }

    [Fact]
    public async Task An_invite_at_registration_leads_straight_into_the_guild()
    {
        await using var house = await TestHouse.Start();
        var (guild, general) = await house.CreateGuild(owner: "ada");
        var invite = (await guild.Owner.Post($"/channels/{general.Id}/invites", new { })).Ok()["code"].GetString();
        var made = (await house.Nobody.Post("/auth/register", new { username = Unique("nia"), password = Password, invite })).Ok();
        var guilds = (await Calls.As(house, made["token"].GetString()!).Get("/users/@me/guilds")).Ok().Json;
        guilds.EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldBe([guild.Id]);
    }

    [Fact]
    public async Task A_closed_house_makes_no_accounts()
    {
        await using var house = await TestHouse.Start(options => options with { OpenRegistration = false });
        (await house.Nobody.Post("/auth/register", new { username = Unique("nia"), password = Password })).Status.ShouldBe(403);
    }

    [Fact]
    public async Task An_address_has_so_many_registrations_an_hour()
    {
        await using var house = await TestHouse.Start(options => options with { InsecureNoRateLimits = false, RegistrationsPerHour = 2 });
        for (var i = 0; i < 2; i++) (await house.Nobody.Post("/auth/register", new { username = Unique("nia"), password = Password })).Ok();
        var late = await house.Nobody.Post("/auth/register", new { username = Unique("nia"), password = Password });
        late.Status.ShouldBe(429);
        late["retry_after"].GetDouble().ShouldBeGreaterThan(0);
    }

    internal static string Unique(string name) => $"{name}_{Guid.NewGuid():N}"[..20];

    internal static string? FieldError(Answer answer, string field)
    {
        (answer.Status, answer.Code).ShouldBe((400, 50035), answer.Text);
        return answer["errors"].TryGetProperty(field, out var errors) && errors.TryGetProperty("_errors", out JsonElement list)
            ? list[0].GetProperty("code").GetString()
            : null;
    }
}
