using static Guildhall.Conformance.Rights.MatrixOperation;

namespace Guildhall.Conformance.Rights.Operations;

/// <summary>Threads of the owner and who may do what with them.</summary>
internal static class ThreadOperations
{
    private const int PublicThread = 11;
    private const int Voice = 2;

    public static readonly MatrixOperation[] All =
    [
        Plain("POST /channels/{channel_id}/threads", new { name = "a thread", type = PublicThread }),
        new("POST /channels/{channel_id}/messages/{message_id}/threads", async world =>
        {
            world["message_id"] = await world.CreateMessage();
            return new { name = "a thread" };
        }),
        With("GET /channels/{channel_id}/thread-members", Public),
        With("GET /channels/{channel_id}/thread-members/{user_id}", async world =>
        {
            await Public(world);
            world["user_id"] = world.Owner.Id;
        }),
        With("PUT /channels/{channel_id}/thread-members/@me", Public),
        With("DELETE /channels/{channel_id}/thread-members/@me", Public),
        With("PUT /channels/{channel_id}/thread-members/{user_id}", async world =>
        {
            await Public(world);
            world["user_id"] = world.Member.Id;
        }),
        With("DELETE /channels/{channel_id}/thread-members/{user_id}", async world =>
        {
            await Public(world);
            world["user_id"] = world.Member.Id;
            await world.Must(HttpMethod.Put, $"/channels/{world["channel_id"]}/thread-members/{world["user_id"]}");
        }),
        new("PATCH /channels/{channel_id}/thread-members/@me/settings", async world =>
        {
            await Public(world);
            return new { muted = true, flags = 8 };
        }),
        Plain("GET /guilds/{guild_id}/threads/active"),
        Plain("GET /channels/{channel_id}/threads/archived/public"),
        Plain("GET /channels/{channel_id}/threads/archived/private"),
        Plain("GET /channels/{channel_id}/users/@me/threads/archived/private"),
        Plain("GET /channels/{channel_id}/threads/search"),
        new("PUT /channels/{channel_id}/voice-status", async world =>
        {
            world["channel_id"] = await world.CreateChannel(Voice);
            return new { status = "playing chess" };
        }),
    ];

    private static async Task Public(MatrixWorld world) =>
        world["channel_id"] = (await world.Must(HttpMethod.Post, $"/channels/{world.Channel}/threads", new { name = "a thread", type = PublicThread })).Id;
}
