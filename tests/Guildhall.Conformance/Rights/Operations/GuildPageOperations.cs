using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>What a guild shows of itself, and the ways in.</summary>
internal static class GuildPageOperations
{
    public static readonly MatrixOperation[] All =
    [
        Plain("GET /guilds/{guild_id}/onboarding"),
        Plain("PUT /guilds/{guild_id}/onboarding", new { enabled = false, mode = 0 }),
        With("GET /guilds/{guild_id}/welcome-screen", WelcomeScreen),
        Plain("PATCH /guilds/{guild_id}/welcome-screen", new { description = "Come in", enabled = true }),
        With("GET /guilds/{guild_id}/new-member-welcome", Guide),
        Plain("PUT /guilds/{guild_id}/new-member-welcome", new { enabled = true }),
        Plain("GET /guilds/{guild_id}/widget"),
        Plain("PATCH /guilds/{guild_id}/widget", new { enabled = true }),
        With("GET /guilds/{guild_id}/widget.json", Widget),
        With("GET /guilds/{guild_id}/widget.png", Widget),
        Plain("GET /guilds/{guild_id}/vanity-url"),
        Plain("PATCH /guilds/{guild_id}/vanity-url", new { code = "the-matrix" }),
        Plain("GET /guilds/{guild_id}/premium/subscriptions"),
        With("GET /guilds/{guild_id}/member-verification", Form),
        Plain("PATCH /guilds/{guild_id}/member-verification", new { description = "Who are you?" }),
        Plain("GET /guilds/{guild_id}/requests"),
        Plain("PATCH /guilds/{guild_id}/requests", new { action = "APPROVED" }),
        Plain("GET /guilds/{guild_id}/templates"),
        new("POST /guilds/{guild_id}/templates", NewTemplate),
        With("PUT /guilds/{guild_id}/templates/{code}", Template),
        new("PATCH /guilds/{guild_id}/templates/{code}", async world =>
        {
            await Template(world);
            return new { name = "Renamed" };
        }),
        With("DELETE /guilds/{guild_id}/templates/{code}", Template),
    ];

    /// <summary>What members do for themselves, with the reason that no right decides.</summary>
    public static readonly string[] OfOneself =
    [
        "POST /guilds/{guild_id}/onboarding-responses", // one's own answers
        "PUT /guilds/{guild_id}/onboarding-responses",
        "GET /guilds/{guild_id}/new-member-actions", // what one has done oneself
        "POST /guilds/{guild_id}/new-member-action/{channel_id}",
        "PUT /guilds/{guild_id}/premium/subscriptions", // one's own boosts; see BoostTests
        "DELETE /guilds/{guild_id}/premium/subscriptions",
        "GET /guilds/{guild_id}/requests/@me", // one's own request to be let in
        "GET /guilds/{guild_id}/requests/@me/cooldown",
        "PUT /guilds/{guild_id}/requests/@me",
        "POST /guilds/{guild_id}/requests/@me",
        "DELETE /guilds/{guild_id}/requests/@me",
        "GET /guilds/{guild_id}/requests/users/{user_id}", // as the list of requests
        "PATCH /guilds/{guild_id}/requests/{request_id}", // as all requests together; a request is decided on once
        "PATCH /guilds/{guild_id}/requests/id/{request_id}",
        "POST /guilds/{guild_id}/mfa", // for an owner with a second factor; see MfaTests
        "GET /applications/{application_id}/guilds/{guild_id}/commands", // of an application, for its owner and its bot
        "POST /applications/{application_id}/guilds/{guild_id}/commands",
        "PUT /applications/{application_id}/guilds/{guild_id}/commands",
        "GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
        "PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
        "DELETE /applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
        "GET /applications/{application_id}/guilds/{guild_id}/commands/permissions",
        "GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions",
        "PUT /applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions", // see CommandTests
    ];

    private static Task WelcomeScreen(MatrixWorld world) => world.Must(HttpMethod.Patch, $"/guilds/{world.Guild}/welcome-screen", new { description = "Come in", enabled = true });

    private static Task Guide(MatrixWorld world) => world.Must(HttpMethod.Put, $"/guilds/{world.Guild}/new-member-welcome", new { enabled = true });

    private static Task Widget(MatrixWorld world) => world.Must(HttpMethod.Patch, $"/guilds/{world.Guild}/widget", new { enabled = true });

    private static Task Form(MatrixWorld world) => world.Must(HttpMethod.Patch, $"/guilds/{world.Guild}/member-verification", new { description = "Who are you?" });

    private static async Task<object?> NewTemplate(MatrixWorld world)
    {
        await NoTemplate(world);
        return new { name = "Shape" };
    }

    private static async Task NoTemplate(MatrixWorld world)
    {
        var all = await world.Must(HttpMethod.Get, $"/guilds/{world.Guild}/templates", null);
        foreach (var template in all.Json.EnumerateArray())
            await world.Must(HttpMethod.Delete, $"/guilds/{world.Guild}/templates/{template.GetProperty("code").GetString()}", null);
    }

    private static async Task Template(MatrixWorld world)
    {
        await NoTemplate(world);
        var made = await world.Must(HttpMethod.Post, $"/guilds/{world.Guild}/templates", new { name = "Shape" });
        world["code"] = made["code"].GetString()!;
    }
}
