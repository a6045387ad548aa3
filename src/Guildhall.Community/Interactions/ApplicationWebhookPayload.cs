using System.Text.Json.Serialization;
using Guildhall.Community.Webhooks;

namespace Guildhall.Community.Interactions;

/// <summary>The webhook that an application writes with by the token of an interaction; it is in no channel of its own.</summary>
public sealed record ApplicationWebhookPayload(WebhookId Id, ApplicationId ApplicationId, string Name)
{
    public int Type { get; init; } = WebhookRecord.OfApplication;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Avatar { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ChannelId? ChannelId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public GuildId? GuildId { get; init; }
}
