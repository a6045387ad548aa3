using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>The guild itself, its invites, emojis and integrations.</summary>
internal static class GuildOperations
{
    private const string Pixel =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    public static readonly MatrixOperation[] All =
    [
        Plain("GET /guilds/{guild_id}"),
        Plain("GET /guilds/{guild_id}/preview"),
        Plain("PATCH /guilds/{guild_id}", new { name = "Renamed" }),
        Plain("GET /guilds/{guild_id}/regions"),
        Plain("GET /guilds/{guild_id}/audit-logs"),
        Plain("GET /guilds/{guild_id}/invites"),
        Plain("GET /channels/{channel_id}/invites"),
        Plain("POST /channels/{channel_id}/invites", new { unique = true }),
        With("DELETE /invites/{code}", async world => world["code"] = await world.CreateInvite()),
        Plain("GET /guilds/{guild_id}/emojis"),
        new("POST /guilds/{guild_id}/emojis", _ => Task.FromResult<object?>(new { name = "dot", image = Pixel })),
        With("GET /guilds/{guild_id}/emojis/{emoji_id}", Emoji),
        new("PATCH /guilds/{guild_id}/emojis/{emoji_id}", async world =>
        {
            await Emoji(world);
            return new { name = "spot" };
        }),
        With("DELETE /guilds/{guild_id}/emojis/{emoji_id}", Emoji),
        Plain("GET /guilds/{guild_id}/retention"),
        Plain("PATCH /guilds/{guild_id}/retention", new { days = 30 }),
        Plain("GET /guilds/{guild_id}/exports"),
        Plain("POST /guilds/{guild_id}/exports", new { }),
        Plain("GET /guilds/{guild_id}/integrations"),
        With("DELETE /guilds/{guild_id}/integrations/{integration_id}", Integration),
        With("DELETE /users/@me/guilds/{guild_id}", _ => Task.CompletedTask),
        Plain("DELETE /guilds/{guild_id}"),
        Plain("POST /guilds/{guild_id}/delete", new { }),
    ];

    private static async Task Emoji(MatrixWorld world) =>
        world["emoji_id"] = (await world.Must(HttpMethod.Post, $"/guilds/{world.Guild}/emojis", new { name = "dot", image = Pixel })).Id;

    private static async Task Integration(MatrixWorld world)
    {
        var application = (await world.Must(HttpMethod.Post, "/applications", new { name = "Short-lived" })).Id;
        var path = $"/oauth2/authorize?client_id={application}&scope=bot";
        await world.Must(HttpMethod.Post, path, new { guild_id = world.Guild, permissions = "0", authorize = true });
        world["integration_id"] = application;
    }
}
