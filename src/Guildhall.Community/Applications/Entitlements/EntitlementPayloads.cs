using System.Text.Json.Serialization;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications.Entitlements;

/// <summary>That somebody has something an application offers. Nothing is sold in this house, so all of them are for trying.</summary>
public sealed record EntitlementPayload
{
    /// <summary>Bought for trying; may be used up.</summary>
    public const int TestPurchase = 4;

    /// <summary>A subscription; goes on until it is deleted.</summary>
    public const int Subscription = 8;

    public required EntitlementId Id { get; init; }

    public required SkuId SkuId { get; init; }

    public required ApplicationId ApplicationId { get; init; }

    /// <summary>Who has it; of a guild's, who owns the application.</summary>
    public required UserId UserId { get; init; }

    public GuildId? GuildId { get; init; }

    public bool Deleted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? StartsAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? EndsAt { get; init; }

    public required int Type { get; init; }

    public bool Consumed { get; init; }
}

/// <summary>The subscription behind a guild's entitlement.</summary>
public sealed record SubscriptionPayload
{
    public required SubscriptionId Id { get; init; }

    public required UserId UserId { get; init; }

    public required IReadOnlyList<SkuId> SkuIds { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<SkuId>? RenewalSkuIds { get; init; }

    public required IReadOnlyList<EntitlementId> EntitlementIds { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset CurrentPeriodStart { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset CurrentPeriodEnd { get; init; }

    /// <summary>0 active, 1 inactive, 2 ending.</summary>
    public int Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? CanceledAt { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntitlementPayload))]
[JsonSerializable(typeof(IReadOnlyList<EntitlementPayload>))]
[JsonSerializable(typeof(SubscriptionPayload))]
[JsonSerializable(typeof(IReadOnlyList<SubscriptionPayload>))]
internal sealed partial class EntitlementJson : JsonSerializerContext;

/// <summary>What an application's bot keeps of them.</summary>
internal static class EntitlementDocuments
{
    public static readonly UserDocumentKind<EntitlementPayload> Entitlement = new("entitlement", EntitlementJson.Default.EntitlementPayload);
    public static readonly UserDocumentKind<SubscriptionPayload> Subscription = new("subscription", EntitlementJson.Default.SubscriptionPayload);
}
