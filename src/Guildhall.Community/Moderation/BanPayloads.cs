using System.Text.Json.Serialization;

namespace Guildhall.Community.Moderation;

/// <summary>A ban as the wire shows it.</summary>
public sealed record BanPayload(UserPayload User)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Reason { get; init; }
}

/// <summary>The answer to a bulk ban.</summary>
public sealed record BulkBanPayload(IReadOnlyList<UserId> BannedUsers, IReadOnlyList<UserId> FailedUsers);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BanPayload))]
[JsonSerializable(typeof(IReadOnlyList<BanPayload>))]
[JsonSerializable(typeof(BulkBanPayload))]
internal sealed partial class BanJson : JsonSerializerContext;
