using System.Text.Json.Serialization;

namespace Guildhall.Community.Webhooks;

/// <summary>A webhook as the wire shows it.</summary>
public sealed record WebhookPayload
{
    public required WebhookId Id { get; init; }

    public required int Type { get; init; }

    public required GuildId GuildId { get; init; }

    public required ChannelId ChannelId { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Avatar { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ApplicationId? ApplicationId { get; init; }

    /// <summary>Who made it; absent where the token alone opened it.</summary>
    public UserPayload? User { get; init; }

    public string? Token { get; init; }

    /// <summary>Where it is executed.</summary>
    public string? Url { get; init; }

    public WebhookSourceGuildPayload? SourceGuild { get; init; }

    public WebhookSourceChannelPayload? SourceChannel { get; init; }
}

/// <summary>The guild of a follower's source.</summary>
public sealed record WebhookSourceGuildPayload(
    GuildId Id, string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Icon);

/// <summary>The channel that a follower follows.</summary>
public sealed record WebhookSourceChannelPayload(ChannelId Id, string Name);

/// <summary>WEBHOOKS_UPDATE: something about the webhooks of a channel has changed.</summary>
public sealed record WebhooksUpdatedPayload(GuildId GuildId, ChannelId ChannelId);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookPayload))]
[JsonSerializable(typeof(IReadOnlyList<WebhookPayload>))]
[JsonSerializable(typeof(WebhooksUpdatedPayload))]
[JsonSerializable(typeof(string))]
internal sealed partial class WebhookJson : JsonSerializerContext;
