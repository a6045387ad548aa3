using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace Guildhall.Conformance.OAuth;

/// <summary>An application with a secret and two addresses, its owner eve, and ada who is asked for things.</summary>
internal sealed class OAuthWorld(TestHouse house, TestUser eve, TestUser ada, TestUser bot, string secret) : IAsyncDisposable
{
    public const string Redirect = "https://app.example/back?from=house";
    public const string Verifier = "a-verifier-that-is-long-enough-for-pkce-0123456789";

    public static string Challenge { get; } = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public TestHouse House => house;

    public TestUser Eve => eve;

    public TestUser Ada => ada;

    public TestUser Bot => bot;

    /// <summary>The application's id.</summary>
    public string App => bot.Id;

    public string Secret => secret;

    public static async Task<OAuthWorld> Start(TimeProvider? time = null)
    {
        var house = await TestHouse.Start(time: time);
        var (eve, ada) = (await house.User("eve"), await house.User("ada"));
        var bot = await house.CreateBot(eve, "Engine");
        (await eve.Patch($"/applications/{bot.Id}", new { redirect_uris = new[] { Redirect, "https://app.example/other" } })).Ok();
        return new OAuthWorld(house, eve, ada, bot, await NewSecret(eve, bot.Id));
    }

    public static async Task<string> NewSecret(TestUser owner, string application) =>
        (await owner.Post($"/applications/{application}/reset", new { })).Ok()["secret"].GetString()!;

    /// <summary>The query of the page of consent.</summary>
    public string Query(string scope, string more = "", string type = "code", string redirect = Redirect) =>
        $"/oauth2/authorize?client_id={App}&response_type={type}&scope={Uri.EscapeDataString(scope)}&redirect_uri={Uri.EscapeDataString(redirect)}{more}";

    /// <summary>Ada (or another) agrees; where the page goes then.</summary>
    public async Task<Uri> Agree(string scope, string more = "", string type = "code", object? body = null, TestUser? by = null) =>
        new((await (by ?? ada).Post(Query(scope, more, type), body ?? new { authorize = true })).Ok()["url"].GetString()!);

    /// <summary>A code that ada has agreed to.</summary>
    public async Task<string> Code(string scope, string more = "", object? body = null, TestUser? by = null) => Part((await Agree(scope, more, body: body, by: by)).Query, "code")!;

    /// <summary>An access token of ada's.</summary>
    public async Task<string> Access(string scope, TestUser? by = null) => (await Exchange(await Code(scope, by: by))).Ok()["access_token"].GetString()!;

    public ApiCaller Bearer(string access) => Calls.As(house, $"Bearer {access}");

    public Task<Answer> Exchange(string code, string? verifier = null, string redirect = Redirect, string? secretInstead = null, string? client = null) =>
        Token(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier), ("client_id", client ?? App), ("client_secret", secretInstead ?? secret));

    public Task<Answer> Refresh(string token, string? scope = null) =>
        Token(("grant_type", "refresh_token"), ("refresh_token", token), ("scope", scope), ("client_id", App), ("client_secret", secret));

    public Task<Answer> Token(params (string Name, string? Value)[] fields) => Form("/oauth2/token", fields);

    public Task<Answer> Form(string path, params (string Name, string? Value)[] fields) =>
        house.Nobody.Send(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!))));

    /// <summary>A parameter of an address's query or fragment; null when absent.</summary>
    public static string? Part(string query, string name) => QueryHelpers.ParseQuery(query.TrimStart('#', '?')).TryGetValue(name, out var value) ? value.ToString() : null;

    public ValueTask DisposeAsync() => house.DisposeAsync();
}

internal static class OAuthAnswers
{
    /// <summary>The word of an OAuth2 refusal; null when it is none.</summary>
    public static string? Error(this Answer answer) => answer.Json.TryGetProperty("error", out var error) ? error.GetString() : null;
}
