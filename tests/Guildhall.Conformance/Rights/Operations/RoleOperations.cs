using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>Roles; those that are worked on are the lowest.</summary>
internal static class RoleOperations
{
    public static readonly MatrixOperation[] All =
    [
        Plain("GET /guilds/{guild_id}/roles"),
        With("GET /guilds/{guild_id}/roles/{role_id}", Fresh),
        Plain("GET /guilds/{guild_id}/roles/member-counts"),
        Plain("POST /guilds/{guild_id}/roles", new { name = "new", permissions = "0" }),
        new("PATCH /guilds/{guild_id}/roles/{role_id}", async world =>
        {
            await Fresh(world);
            return new { name = "renamed" };
        }),
        new("PATCH /guilds/{guild_id}/roles", async world => new[] { new { id = await world.CreateRole(), position = 1 } }),
        With("DELETE /guilds/{guild_id}/roles/{role_id}", Fresh),
        With("PUT /guilds/{guild_id}/members/{user_id}/roles/{role_id}", async world =>
        {
            await Fresh(world);
            world["user_id"] = await world.CreateVictim();
        }),
        With("DELETE /guilds/{guild_id}/members/{user_id}/roles/{role_id}", async world =>
        {
            await Fresh(world);
            world["user_id"] = await world.CreateVictim();
            await world.Must(HttpMethod.Put, $"/guilds/{world.Guild}/members/{world["user_id"]}/roles/{world["role_id"]}");
        }),
        Plain("GET /guilds/{guild_id}/roles/connections-configurations"),
        With("GET /guilds/{guild_id}/roles/{role_id}/connections/configuration", Fresh),
        new("PUT /guilds/{guild_id}/roles/{role_id}/connections/configuration", async world =>
        {
            await Fresh(world);
            return Rules(world);
        }),
        With("GET /guilds/{guild_id}/roles/{role_id}/connections/eligibility", Linked),
        With("POST /guilds/{guild_id}/roles/{role_id}/connections/assign", Linked),
        With("PUT /guilds/{guild_id}/roles/{role_id}/connections/assign", Linked),
        With("POST /guilds/{guild_id}/roles/{role_id}/connections/unassign", Linked),
    ];

    // A role that the bot's application would have to know somebody for; it knows nobody.
    private static async Task Linked(MatrixWorld world)
    {
        await Fresh(world);
        await world.Must(HttpMethod.Put, $"/guilds/{world.Guild}/roles/{world["role_id"]}/connections/configuration", Rules(world));
    }

    private static Dictionary<string, string>[][] Rules(MatrixWorld world) =>
        [[new() { ["connection_type"] = "application", ["application_id"] = world.Bot.Id }]];

    private static async Task Fresh(MatrixWorld world) => world["role_id"] = await world.CreateRole();
}
