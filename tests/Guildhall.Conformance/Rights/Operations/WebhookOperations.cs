using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>Webhooks of the owner.</summary>
internal static class WebhookOperations
{
    public static readonly MatrixOperation[] All =
    [
        Plain("GET /channels/{channel_id}/webhooks"),
        Plain("POST /channels/{channel_id}/webhooks", new { name = "a webhook" }),
        Plain("GET /guilds/{guild_id}/webhooks"),
        With("GET /webhooks/{webhook_id}", Webhook),
        new("PATCH /webhooks/{webhook_id}", async world =>
        {
            await Webhook(world);
            return new { name = "renamed" };
        }),
        With("DELETE /webhooks/{webhook_id}", Webhook),
        new("POST /channels/{channel_id}/followers", async world =>
        {
            var target = world.Channel;
            world["channel_id"] = await News(world);
            foreach (var old in (await world.Owner.Get($"/channels/{target}/webhooks")).Ok().Json.EnumerateArray())
                await world.Must(HttpMethod.Delete, $"/webhooks/{old.GetProperty("id").GetString()}");
            return new { webhook_channel_id = target };
        }),
        With("POST /channels/{channel_id}/messages/{message_id}/crosspost", async world =>
        {
            world["channel_id"] = await News(world);
            world["message_id"] = await world.CreateMessage(world["channel_id"]);
        }),
    ];

    private static Task<string> News(MatrixWorld world) => world.CreateChannel(more: new { name = "news", type = 5 });

    private static async Task Webhook(MatrixWorld world)
    {
        foreach (var old in (await world.Owner.Get($"/channels/{world.Channel}/webhooks")).Ok().Json.EnumerateArray())
            await world.Must(HttpMethod.Delete, $"/webhooks/{old.GetProperty("id").GetString()}");
        world["webhook_id"] = (await world.Must(HttpMethod.Post, $"/channels/{world.Channel}/webhooks", new { name = "a webhook" })).Id;
    }
}
