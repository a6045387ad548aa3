using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>Rules of automatic moderation, stops in a raid, and reports.</summary>
internal static class ModerationOperations
{
    private const string Rules = "/guilds/{guild_id}/auto-moderation/rules";

    public static readonly MatrixOperation[] All =
    [
        Plain($"GET {Rules}"),
        new($"POST {Rules}", async world =>
        {
            await NoRules(world);
            return RuleBody;
        }),
        With($"GET {Rules}/{{rule_id}}", Rule),
        new($"PATCH {Rules}/{{rule_id}}", async world =>
        {
            await Rule(world);
            return new { name = "renamed" };
        }),
        With($"DELETE {Rules}/{{rule_id}}", Rule),
        new("PUT /guilds/{guild_id}/incident-actions", async world =>
        {
            await world.Must(HttpMethod.Put, $"/guilds/{world.Guild}/incident-actions", new { invites_disabled_until = (string?)null });
            return new { invites_disabled_until = TimeProvider.System.GetUtcNow().AddHours(1) };
        }),
        Plain("GET /guilds/{guild_id}/reports"),
        new("PATCH /guilds/{guild_id}/reports/{report_id}", async world =>
        {
            var report = new { channel_id = world.Channel, user_id = world.Owner.Id, reason = 1 };
            world["report_id"] = (await world.Must(HttpMethod.Post, "/report", report)).Id;
            await world.Must(HttpMethod.Patch, $"/guilds/{world.Guild}/reports/{world["report_id"]}", new { status = "open" });
            return new { status = "claimed" };
        }),
    ];

    private static object RuleBody => new
    {
        name = "no words", event_type = 1, trigger_type = 1, trigger_metadata = new { keyword_filter = new[] { "xyzzy" } }, actions = new[] { new { type = 1 } }, enabled = true,
    };

    private static async Task Rule(MatrixWorld world)
    {
        await NoRules(world);
        world["rule_id"] = (await world.Must(HttpMethod.Post, $"/guilds/{world.Guild}/auto-moderation/rules", RuleBody)).Id;
    }

    private static async Task NoRules(MatrixWorld world)
    {
        foreach (var old in (await world.Owner.Get($"/guilds/{world.Guild}/auto-moderation/rules")).Ok().Json.EnumerateArray())
            await world.Must(HttpMethod.Delete, $"/guilds/{world.Guild}/auto-moderation/rules/{old.GetProperty("id").GetString()}");
    }
}
