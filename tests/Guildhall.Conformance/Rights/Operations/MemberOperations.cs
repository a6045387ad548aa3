using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>Members and bans; the member that is worked on is new and has no role.</summary>
internal static class MemberOperations
{
    public static readonly MatrixOperation[] All =
    [
        Plain("GET /guilds/{guild_id}/members"),
        Plain("GET /guilds/{guild_id}/members/search?query=o"),
        With("GET /guilds/{guild_id}/members/{user_id}", Victim),
        new("PATCH /guilds/{guild_id}/members/{user_id}", async world =>
        {
            await Victim(world);
            return new { nick = "Newcomer" };
        }),
        Plain("PATCH /guilds/{guild_id}/members/@me", new { nick = "Me" }),
        With("DELETE /guilds/{guild_id}/members/{user_id}", Victim),
        Plain("GET /guilds/{guild_id}/prune?days=7"),
        Plain("POST /guilds/{guild_id}/prune", new { days = 7 }),
        Plain("GET /guilds/{guild_id}/members/@me"),
        Plain("GET /users/@me/guilds/{guild_id}/member"),
        Plain("PATCH /guilds/{guild_id}/members/@me/nick", new { nick = "Me again" }),
        Plain("GET /guilds/{guild_id}/bans"),
        Plain("GET /guilds/{guild_id}/bans/search?query=o"),
        With("GET /guilds/{guild_id}/bans/{user_id}", Banned),
        new("PUT /guilds/{guild_id}/bans/{user_id}", async world =>
        {
            await Victim(world);
            return new { };
        }),
        With("DELETE /guilds/{guild_id}/bans/{user_id}", Banned),
        new("POST /guilds/{guild_id}/bulk-ban", async world => new { user_ids = new[] { await world.CreateVictim() } }),
    ];

    private static async Task Victim(MatrixWorld world) => world["user_id"] = await world.CreateVictim();

    private static async Task Banned(MatrixWorld world)
    {
        await Victim(world);
        await world.Must(HttpMethod.Put, $"/guilds/{world.Guild}/bans/{world["user_id"]}", new { });
    }
}
