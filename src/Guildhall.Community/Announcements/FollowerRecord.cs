using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Announcements;

/// <summary>A channel that follows an announcement channel of this guild, by the id of its webhook.</summary>
public sealed record FollowerRecord(WebhookId Webhook, ChannelId Channel, GuildId Guild)
{
    public static readonly GuildDocumentKind<FollowerRecord> Kind = new("follower", FollowerJson.Default.FollowerRecord);
}

/// <summary>What following answers: the channel that is followed, and the webhook that brings its messages.</summary>
public sealed record FollowedChannelPayload(ChannelId ChannelId, WebhookId WebhookId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FollowerRecord))]
[JsonSerializable(typeof(FollowedChannelPayload))]
internal sealed partial class FollowerJson : JsonSerializerContext;
