using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.OAuth;

public sealed class IdentityTests
{
    [Fact]
    public async Task An_identity_token_is_signed_with_the_published_key_and_says_who_it_is_for()
    {
        await using var world = await OAuthWorld.Start();
        var token = (await world.Exchange(await world.Code("openid identify", "&nonce=n-1"))).Ok()["id_token"].GetString()!;
        var parts = token.Split('.');
        var head = Json(parts[0]);
        var key = (await world.House.Nobody.Get("/oauth2/keys")).Ok()["keys"].EnumerateArray().Single(one => one.GetProperty("kid").GetString() == head.GetProperty("kid").GetString());
        head.GetProperty("alg").GetString().ShouldBe("RS256");
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(key.GetProperty("n").GetString()),
            Exponent = Base64Url.DecodeFromChars(key.GetProperty("e").GetString()),
        });
        var signature = Base64Url.DecodeFromChars(parts[2]);
        rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
        rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}x"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeFalse();
        var claims = Json(parts[1]);
        claims.GetProperty("sub").GetString().ShouldBe(world.Ada.Id);
        claims.GetProperty("aud").GetString().ShouldBe(world.App);
        claims.GetProperty("nonce").GetString().ShouldBe("n-1");
        claims.GetProperty("preferred_username").GetString().ShouldBe("ada");
        claims.TryGetProperty("email", out _).ShouldBeFalse();
        var discovery = await Discovered(world.House);
        claims.GetProperty("iss").GetString().ShouldBe(discovery.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task Without_openid_there_is_no_identity_token_and_no_userinfo()
    {
        await using var world = await OAuthWorld.Start();
        var token = (await world.Exchange(await world.Code("identify"))).Ok();
        token.Json.TryGetProperty("id_token", out _).ShouldBeFalse();
        (await world.Bearer(token["access_token"].GetString()!).Get("/oauth2/userinfo")).Code.ShouldBe(50026);
    }

    [Fact]
    public async Task Userinfo_tells_what_the_scopes_allow()
    {
        await using var world = await OAuthWorld.Start();
        var bare = (await world.Bearer(await world.Access("openid")).Get("/oauth2/userinfo")).Ok();
        bare["sub"].GetString().ShouldBe(world.Ada.Id);
        bare.Json.EnumerateObject().Count().ShouldBe(1);
        var named = (await world.Bearer(await world.Access("openid identify")).Get("/oauth2/userinfo")).Ok();
        named["preferred_username"].GetString().ShouldBe("ada");
    }

    [Fact]
    public async Task The_key_outlasts_a_restart()
    {
        await using var house = await TestHouse.Start();
        var before = (await house.Nobody.Get("/oauth2/keys")).Ok().Text;
        await house.Restart();
        (await house.Nobody.Get("/oauth2/keys")).Ok().Text.ShouldBe(before);
    }

    [Fact]
    public async Task Libraries_find_every_address()
    {
        await using var house = await TestHouse.Start();
        var found = await Discovered(house);
        found.GetProperty("token_endpoint").GetString()!.ShouldEndWith("/api/oauth2/token");
        found.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(one => one.GetString()).ShouldBe(["S256"]);
        using var http = new HttpClient();
        (await http.GetAsync(new Uri(found.GetProperty("jwks_uri").GetString()!))).IsSuccessStatusCode.ShouldBeTrue();
    }

    private static async Task<JsonElement> Discovered(TestHouse house)
    {
        using var http = new HttpClient { BaseAddress = house.BaseUrl };
        return JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative)));
    }

    private static JsonElement Json(string part) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(part));
}
