using Guildhall.Community.Mail;
using Guildhall.Testing;

namespace Guildhall.Conformance.Accounts;

public sealed class MailTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task An_address_is_confirmed_by_the_token_of_its_mail_and_only_once()
    {
        await using var house = await TestHouse.Start();
        using var outbox = new Outbox(house);
        var ada = await Register(house, "ada", "ada@example.org");
        (await ada.Get("/users/@me")).Ok()["verified"].GetBoolean().ShouldBeFalse();
        var mail = await outbox.Next();
        mail.ShouldContain("To: ada@example.org");
        mail.ShouldContain($"{house.BaseUrl}verify#token=");
        var token = Outbox.TokenIn(mail);
        (await house.Nobody.Post("/auth/verify", new { token = "nonsense" })).Code.ShouldBe(50035);
        (await house.Nobody.Post("/auth/verify", new { token = (token[0] == 'A' ? 'B' : 'A') + token[1..] })).Code.ShouldBe(50035);
        (await house.Nobody.Post("/auth/reset", new { token, password = "another password" })).Code.ShouldBe(50035);
        (await house.Nobody.Post("/auth/verify", new { token })).Ok()["user_id"].GetString().ShouldNotBeNull();
        (await ada.Get("/users/@me")).Ok()["verified"].GetBoolean().ShouldBeTrue();
        (await house.Nobody.Post("/auth/verify", new { token })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_token_expires_and_another_mail_replaces_it()
    {
        var time = new ManualTime();
        await using var house = await TestHouse.Start(time: time);
        using var outbox = new Outbox(house);
        var ada = await Register(house, "ada", "ada@example.org");
        var late = await outbox.NextToken();
        time.Advance(TimeSpan.FromHours(24));
        (await house.Nobody.Post("/auth/verify", new { token = late })).Code.ShouldBe(50035);
        (await ada.Post("/auth/verify/resend", new { })).Status.ShouldBe(204);
        var first = await outbox.NextToken();
        (await ada.Post("/auth/verify/resend", new { })).Status.ShouldBe(204);
        var second = await outbox.NextToken();
        (await house.Nobody.Post("/auth/verify", new { token = first })).Code.ShouldBe(50035);
        (await house.Nobody.Post("/auth/verify", new { token = second })).Ok();
        (await house.Nobody.Post("/auth/forgot", new { login = "ada@example.org" })).Ok();
        var reset = await outbox.NextToken();
        time.Advance(TimeSpan.FromHours(1));
        (await house.Nobody.Post("/auth/reset", new { token = reset, password = "another password" })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_and_everything_opened_with_it_ends()
    {
        await using var house = await TestHouse.Start();
        using var outbox = new Outbox(house);
        var ada = await Register(house, "ada", "ada@example.org");
        await outbox.Next();
        (await house.Nobody.Post("/auth/forgot", new { login = "ada@example.org" })).Ok()["method"].GetString().ShouldBe("email");
        var token = await outbox.NextToken();
        (await house.Nobody.Post("/auth/reset", new { token, password = "short" })).Code.ShouldBe(50035);
        var fresh = (await house.Nobody.Post("/auth/reset", new { token, password = "another password" })).Ok()["token"].GetString()!;
        (await Calls.As(house, fresh).Get("/users/@me")).Ok();
        (await ada.Get("/users/@me")).Status.ShouldBe(401);
        (await house.Nobody.Post("/auth/login", new { login = "ada", password = Password })).Code.ShouldBe(50035);
        (await house.Nobody.Post("/auth/login", new { login = "ada", password = "another password" })).Ok();
        (await house.Nobody.Post("/auth/reset", new { token, password = "a third password" })).Code.ShouldBe(50035);
    }

    [Fact]
    public async Task Whoever_asks_for_an_unknown_address_learns_nothing_and_nothing_is_sent()
    {
        await using var house = await TestHouse.Start();
        using var outbox = new Outbox(house);
        await Register(house, "ada", "ada@example.org");
        await outbox.Next();
        var unknown = await house.Nobody.Post("/auth/forgot", new { login = "eve@example.org" });
        var known = await house.Nobody.Post("/auth/forgot", new { login = "ada@example.org" });
        unknown.Ok().Json.GetRawText().ShouldBe(known.Ok().Json.GetRawText());
        (await outbox.Next()).ShouldContain("To: ada@example.org");
        outbox.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task One_address_gets_a_few_mails_an_hour_whether_it_is_known_or_not()
    {
        await using var house = await TestHouse.Start(options => options with { InsecureNoRateLimits = false });
        for (var mail = 0; mail < 5; mail++) (await house.Nobody.Post("/auth/forgot", new { login = "eve@example.org" })).Ok();
        (await house.Nobody.Post("/auth/forgot", new { login = "Eve@example.org" })).Status.ShouldBe(429);
        (await house.Nobody.Post("/auth/forgot", new { login = "bob@example.org" })).Ok();
    }

    [Fact]
    public async Task A_changed_address_takes_the_password_and_has_to_be_confirmed_anew()
    {
        await using var house = await TestHouse.Start();
        using var outbox = new Outbox(house);
        var ada = await Register(house, "ada", "ada@example.org");
        var old = await outbox.NextToken();
        (await ada.Patch("/users/@me", new { email = "new@example.org", password = "wrong password" })).Code.ShouldBe(50035);
        (await ada.Patch("/users/@me", new { email = "a@b\r\nBcc: eve@example.org", password = Password })).Code.ShouldBe(50035);
        (await ada.Patch("/users/@me", new { email = "new@example.org", password = Password })).Ok()["verified"].GetBoolean().ShouldBeFalse();
        (await house.Nobody.Post("/auth/verify", new { token = old })).Code.ShouldBe(50035);
        var mail = await outbox.Next();
        mail.ShouldContain("To: new@example.org");
        (await house.Nobody.Post("/auth/verify", new { token = Outbox.TokenIn(mail) })).Ok();
        (await ada.Get("/users/@me")).Ok()["verified"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Where_mail_reaches_people_the_first_verification_level_asks_for_a_confirmed_address()
    {
        using var server = new TinySmtpServer();
        await using var house = await TestHouse.Start(options => options with
        {
            Mail = new MailOptions { SmtpHost = "127.0.0.1", SmtpPort = server.Port, InsecureSmtp = true },
        });
        var (guild, general) = await house.CreateGuild("ada");
        var bob = await guild.Join("bob");
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Ok();
        (await guild.Owner.Patch($"/guilds/{guild.Id}", new { verification_level = 1 })).Ok();
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Code.ShouldBe(50009);
        (await bob.Patch("/users/@me", new { email = "bob@example.org", password = Password })).Ok();
        var (to, body) = await server.Receive();
        to.ShouldContain("bob@example.org");
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Code.ShouldBe(50009);
        (await house.Nobody.Post("/auth/verify", new { token = Outbox.TokenIn(body) })).Ok();
        (await bob.Post($"/channels/{general.Id}/messages", new { content = "hello" })).Ok();
    }

    private static async Task<ApiCaller> Register(TestHouse house, string username, string email)
    {
        var made = (await house.Nobody.Post("/auth/register", new { username, password = Password, email })).Ok();
        return Calls.As(house, made["token"].GetString()!);
    }
}
