using System.Text.Json.Serialization;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications.Skus;

/// <summary>Something that an application offers. Nothing is sold in this house: it exists so that entitlements to it can be given for trying.</summary>
public sealed record SkuPayload
{
    public const int Durable = 2;
    public const int Consumable = 3;
    public const int Subscription = 5;

    /// <summary>Flag: it may be had.</summary>
    public const int Available = 1 << 2;

    /// <summary>Flag of a subscription: a guild has it, and everybody there with it.</summary>
    public const int OfGuild = 1 << 7;

    /// <summary>Flag of a subscription: one person has it.</summary>
    public const int OfUser = 1 << 8;

    public required SkuId Id { get; init; }

    public required int Type { get; init; }

    public required ApplicationId ApplicationId { get; init; }

    public required string Name { get; init; }

    /// <summary>The name as it stands in addresses.</summary>
    public required string Slug { get; init; }

    public required int Flags { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SkuPayload))]
[JsonSerializable(typeof(IReadOnlyList<SkuPayload>))]
internal sealed partial class SkuJson : JsonSerializerContext;

/// <summary>What an application's bot keeps of them.</summary>
internal static class SkuDocuments
{
    public static readonly UserDocumentKind<SkuPayload> Sku = new("sku", SkuJson.Default.SkuPayload);
}
