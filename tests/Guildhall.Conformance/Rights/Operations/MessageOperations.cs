using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>Messages of the owner, reactions and pins.</summary>
internal static class MessageOperations
{
    private const string Thumb = "%F0%9F%91%8D";

    public static readonly MatrixOperation[] All =
    [
        Plain("GET /channels/{channel_id}/messages"),
        Plain("POST /channels/{channel_id}/messages", new { content = "hello" }),
        With("GET /channels/{channel_id}/messages/{message_id}", Message),
        With("GET /channels/{channel_id}/messages/{message_id}/interaction-data", Message), // which is no answer to a command
        new("PATCH /channels/{channel_id}/messages/{message_id}", async world =>
        {
            await Message(world);
            return new { content = "changed" };
        }),
        With("DELETE /channels/{channel_id}/messages/{message_id}", Message),
        new("POST /channels/{channel_id}/messages/bulk-delete", async world => new { messages = new[] { await world.CreateMessage(), await world.CreateMessage() } }),
        Plain("GET /guilds/{guild_id}/messages/search"),
        Plain("GET /channels/{channel_id}/messages/search"),
        Plain("POST /channels/{channel_id}/typing"),
        With("PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me", Message),
        With("GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji}", Reacted),
        With("DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/{user_id}", async world =>
        {
            await Reacted(world);
            world["user_id"] = world.Owner.Id;
        }),
        With("DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji}", Reacted),
        With("DELETE /channels/{channel_id}/messages/{message_id}/reactions", Reacted),
        With("DELETE /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me", Reacted),
        With("POST /channels/{channel_id}/messages/{message_id}/ack", Message),
        Plain("GET /channels/{channel_id}/pins"),
        With("PUT /channels/{channel_id}/pins/{message_id}", Message),
        With("DELETE /channels/{channel_id}/pins/{message_id}", Pinned),
        Plain("GET /channels/{channel_id}/messages/pins"),
        With("PUT /channels/{channel_id}/messages/pins/{message_id}", Message),
        With("DELETE /channels/{channel_id}/messages/pins/{message_id}", Pinned),
    ];

    private static async Task Message(MatrixWorld world)
    {
        world["emoji"] = Thumb;
        world["message_id"] = await world.CreateMessage();
    }

    private static async Task Pinned(MatrixWorld world)
    {
        await Message(world);
        await world.Must(HttpMethod.Put, $"/channels/{world.Channel}/messages/pins/{world["message_id"]}");
    }

    private static async Task Reacted(MatrixWorld world)
    {
        await Message(world);
        await world.Must(HttpMethod.Put, $"/channels/{world.Channel}/messages/{world["message_id"]}/reactions/{Thumb}/@me");
    }
}
