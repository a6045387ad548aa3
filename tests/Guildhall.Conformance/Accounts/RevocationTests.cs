using System.Buffers.Binary;
using Guildhall.Community;
using Guildhall.Community.Accounts;
using Guildhall.Community.Edge;
using Guildhall.Community.User;
using Guildhall.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Guildhall.Conformance.Accounts.RegisterTests;

namespace Guildhall.Conformance.Accounts;

/// <summary>What is revoked stays revoked, whatever happens at the same time.</summary>
public sealed class RevocationTests
{
    private const string Password = "correct horse";

    [Fact]
    public async Task A_new_password_ends_every_token_even_when_the_asker_has_just_been_logged_out()
    {
        await using var house = await TestHouse.Start();
        var name = Unique("nia");
        var made = (await house.Nobody.Post("/auth/register", new { username = name, password = Password })).Ok();
        var user = new UserId(Snowflake.TryParse(made["user_id"].GetString(), out var id) ? id : default);
        var services = house.Services.GetRequiredService<CommunityServices>();
        var change = new ModifyCurrentUser.Command(default, default, default, default, default, default, default, "another hash", new byte[32]);
        (await services.Users.Ask(user, change, CancellationToken.None)).IsOk.ShouldBeTrue();
        (await Calls.As(house, made["token"].GetString()!).Get("/users/@me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_login_whose_password_was_changed_meanwhile_gets_no_token()
    {
        await using var house = await TestHouse.Start();
        var name = Unique("nia");
        (await house.Nobody.Post("/auth/register", new { username = name, password = Password })).Ok();
        var services = house.Services.GetRequiredService<CommunityServices>();
        var account = (await services.UserRows.GetByName(name, CancellationToken.None))!;
        var (token, row) = TokenAuthenticator.Create(account.Profile.Id, "tests", TimeProvider.System.GetUtcNow());
        var late = await services.Users.Ask(account.Profile.Id, new Login.GiveToken("an earlier hash", row), CancellationToken.None);
        late.Value!.IsGiven.ShouldBeFalse();
        (await Calls.As(house, token).Get("/users/@me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_session_that_opens_while_its_token_is_revoked_does_not_stay()
    {
        await using var house = await TestHouse.Start();
        var name = Unique("nia");
        (await house.Nobody.Post("/auth/register", new { username = name, password = Password })).Ok();
        for (var round = 0; round < 20; round++)
        {
            var token = (await house.Nobody.Post("/auth/login", new { login = name, password = Password })).Ok()["token"].GetString()!;
            await using var client = await GatewayClient.Open(house.GatewayUrl);
            await Task.WhenAll(client.Send(2, new { token, intents = 1, properties = new { } }), Calls.As(house, token).Post("/auth/logout", new { }));
            (await client.Closed()).ShouldBeOneOf(4004, 4000);
        }
    }

    [Fact]
    public async Task Without_rate_limits_passwords_are_hashed_as_slowly_as_ever()
    {
        await using var house = await TestHouse.Start(options => options with { InsecureFastPasswords = false });
        var name = Unique("nia");
        (await house.Nobody.Post("/auth/register", new { username = name, password = Password })).Ok();
        var account = await house.Services.GetRequiredService<CommunityServices>().UserRows.GetByName(name, CancellationToken.None);
        // The rounds stand behind a byte for the format and four for the hash function.
        var rounds = BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(account!.PasswordHash!).AsSpan(5));
        rounds.ShouldBe((uint)PasswordVault.DefaultIterations);
    }
}
