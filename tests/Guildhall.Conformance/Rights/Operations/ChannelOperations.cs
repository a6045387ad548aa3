using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>Channels and who may do what in them.</summary>
internal static class ChannelOperations
{
    public static readonly MatrixOperation[] All =
    [
        Plain("GET /guilds/{guild_id}/channels"),
        Plain("POST /guilds/{guild_id}/channels", new { name = "new-place" }),
        new("PATCH /guilds/{guild_id}/channels", async world => new[] { new { id = await world.CreateChannel(), position = 0 } }),
        Plain("GET /channels/{channel_id}"),
        new("PATCH /channels/{channel_id}", async world =>
        {
            await Fresh(world);
            return new { topic = "What we do here" };
        }),
        With("DELETE /channels/{channel_id}", Fresh),
        new("PUT /channels/{channel_id}/permissions/{overwrite_id}", async world =>
        {
            await Fresh(world);
            world["overwrite_id"] = world.Guild;
            return new { type = 0, deny = "0", allow = "2048" };
        }),
        With("DELETE /channels/{channel_id}/permissions/{overwrite_id}", async world =>
        {
            await Fresh(world);
            world["overwrite_id"] = world.Guild;
            await world.Must(HttpMethod.Put, $"/channels/{world["channel_id"]}/permissions/{world.Guild}", new { type = 0, allow = "2048", deny = "0" });
        }),
    ];

    private static async Task Fresh(MatrixWorld world) => world["channel_id"] = await world.CreateChannel();
}
