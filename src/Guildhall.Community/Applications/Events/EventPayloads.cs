using System.Text.Json.Serialization;

namespace Guildhall.Community.Applications.Events;

/// <summary>APPLICATION_AUTHORIZED.</summary>
public sealed record AuthorizedEventPayload(UserPayload User, IReadOnlyList<string> Scopes)
{
    /// <summary>0 for a guild, 1 for the user; absent when it was installed nowhere.</summary>
    public int? IntegrationType { get; init; }

    public GuildPayload? Guild { get; init; }
}

/// <summary>APPLICATION_DEAUTHORIZED.</summary>
public sealed record DeauthorizedEventPayload(UserPayload User);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuthorizedEventPayload))]
[JsonSerializable(typeof(DeauthorizedEventPayload))]
internal sealed partial class WebhookEventJson : JsonSerializerContext;
