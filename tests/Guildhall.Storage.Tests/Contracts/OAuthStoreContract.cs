using Guildhall.Storage.Users;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>What every store does with authorisations, codes and tokens of OAuth2.</summary>
public abstract class OAuthStoreContract : StoreContract
{
    private static readonly ApplicationId Engine = new(500);
    private static readonly ApplicationId Loom = new(501);
    private static readonly DateTimeOffset Noon = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Authorisations_are_listed_by_user_and_counted_by_application()
    {
        await Put(new PutAuthorization(Allowed(1, Ada, Engine)), new PutAuthorization(Allowed(2, Ada, Loom)), new PutAuthorization(Allowed(3, Bob, Engine)));
        await Put(new PutAuthorization(Allowed(1, Ada, Engine) with { Scopes = ["identify", "guilds"] }));
        var adas = await Store.Users.Authorizations(Ada, Cancel);
        adas.Select(row => row.Application).ShouldBe([Engine, Loom]);
        adas[0].Scopes.ShouldBe(["identify", "guilds"]);
        (await Store.Users.CountAuthorizations(Engine, Cancel)).ShouldBe(2);
    }

    [Fact]
    public async Task A_code_is_found_by_its_hash_and_remembers_that_it_was_used()
    {
        var code = new CodeRow([1, 2], Ada, Engine, ["identify"], new Snowflake(9), Noon)
        {
            RedirectUri = "https://a.example/?é", Challenge = "c", Nonce = "n", Guild = House, Webhook = new WebhookId(7),
        };
        await Put(new PutCode(code));
        ShouldBeTheSame(await Store.Users.GetCode([1, 2], Cancel), code);
        await Put(new PutCode(code with { IsUsed = true }));
        (await Store.Users.GetCode([1, 2], Cancel))!.IsUsed.ShouldBeTrue();
        (await Store.Users.GetCode([1], Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_is_found_by_either_hash_and_ends_with_its_family()
    {
        await Put(new PutBearer(Token(1, Ada, Engine, family: 9)), new PutBearer(Token(2, Ada, Engine, family: 9) with { IsSpent = true }), new PutBearer(Token(3, Ada, Engine, family: 8)));
        ShouldBeTheSame(await Store.Users.GetBearer([1], Cancel), Token(1, Ada, Engine, family: 9));
        (await Store.Users.GetRefresh([102], Cancel))!.IsSpent.ShouldBeTrue();
        await Put(new PutBearer(Token(1, Ada, Engine, family: 9) with { IsSpent = true }));
        (await Store.Users.GetBearer([1], Cancel))!.IsSpent.ShouldBeTrue();
        await Put(new DeleteBearerFamily(new Snowflake(9)));
        (await Store.Users.Bearers(Ada, Engine, Cancel)).Select(row => row.AccessHash[0]).ShouldBe([3]);
    }

    [Fact]
    public async Task What_is_taken_back_goes_for_that_pair_alone()
    {
        await Everything();
        await Put(new DeleteAuthorization(Ada, Engine));
        (await Left()).ShouldBe("Ada-Loom Bob-Engine");
    }

    [Fact]
    public async Task A_deleted_user_or_application_leaves_nothing_of_it()
    {
        await Everything();
        await Put(new DeleteApplication(Loom));
        (await Left()).ShouldBe("Ada-Engine Bob-Engine");
        await Put(new DeleteUser(Bob));
        (await Left()).ShouldBe("Ada-Engine");
    }

    [Fact]
    public async Task What_has_ended_is_dropped_unless_it_can_be_refreshed()
    {
        await Everything();
        await Put(new PutBearer(Token(50, Ada, Engine, family: 50) with { RefreshHash = null }));
        await Put(new DropStaleBearers(Ada, Noon));
        (await Store.Users.GetBearer([50], Cancel)).ShouldNotBeNull();
        (await Store.Users.GetCode([1], Cancel)).ShouldNotBeNull();
        await Put(new DropStaleBearers(Ada, Noon.AddDays(8)));
        (await Store.Users.GetBearer([50], Cancel)).ShouldBeNull();
        (await Store.Users.GetBearer([1], Cancel)).ShouldNotBeNull();
        (await Store.Users.GetCode([1], Cancel)).ShouldBeNull();
        (await Store.Users.GetCode([3], Cancel)).ShouldNotBeNull();
    }

    private async Task Everything()
    {
        foreach (var (number, user, application) in ((byte, UserId, ApplicationId)[])[(1, Ada, Engine), (2, Ada, Loom), (3, Bob, Engine)])
        {
            await Put(
                new PutAuthorization(Allowed(number, user, application)),
                new PutCode(new CodeRow([number], user, application, [], new Snowflake(number), Noon)),
                new PutBearer(Token(number, user, application, number)));
        }
    }

    // The pairs of which everything is there; anything else is half of one.
    private async Task<string> Left()
    {
        List<string> left = [];
        foreach (var (number, user, application, name) in ((byte, UserId, ApplicationId, string)[])[(1, Ada, Engine, "Ada-Engine"), (2, Ada, Loom, "Ada-Loom"), (3, Bob, Engine, "Bob-Engine")])
        {
            var isAllowed = (await Store.Users.Authorizations(user, Cancel)).Any(row => row.Application == application);
            var hasCode = await Store.Users.GetCode([number], Cancel) is not null;
            var hasToken = await Store.Users.GetBearer([number], Cancel) is not null;
            (hasCode, hasToken).ShouldBe((isAllowed, isAllowed), name);
            if (isAllowed) left.Add(name);
        }

        return string.Join(' ', left);
    }

    private static AuthorizationRow Allowed(ulong id, UserId user, ApplicationId application) => new(new AuthorizationId(id), user, application, ["identify"], Noon);

    private static BearerRow Token(byte number, UserId user, ApplicationId application, ulong family) =>
        new([number], [(byte)(100 + number)], new Snowflake(family), user, application, ["identify", "guilds"], Noon.AddMinutes(number), Noon.AddDays(7));
}
