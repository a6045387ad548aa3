namespace Guildhall.Conformance.Rights.Operations;

/// <summary>What people do for themselves in a guild or a channel: their own tests show who may.</summary>
internal static class PeopleOperations
{
    public static readonly string[] OfOneself =
    [
        "PUT /channels/{channel_id}/recipients/{user_id}", // of private channels, which are no guild's
        "DELETE /channels/{channel_id}/recipients/{user_id}",
        "GET /channels/{channel_id}/call",
        "PATCH /channels/{channel_id}/call",
        "POST /channels/{channel_id}/call/ring",
        "POST /channels/{channel_id}/call/stop-ringing",
        "POST /guilds/{guild_id}/ack", // how far one has read
        "POST /channels/{channel_id}/pins/ack",
        "DELETE /channels/{channel_id}/messages/ack",
        "PATCH /users/@me/guilds/{guild_id}/settings", // what one wants to be told of
    ];
}
