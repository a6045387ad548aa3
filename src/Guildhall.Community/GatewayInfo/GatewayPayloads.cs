using System.Text.Json.Serialization;

namespace Guildhall.Community.GatewayInfo;

/// <summary>GET /gateway.</summary>
public sealed record GatewayPayload(string Url);

/// <summary>GET /gateway/bot.</summary>
public sealed record GatewayBotPayload(string Url, int Shards, SessionStartLimitPayload SessionStartLimit);

/// <summary>How many sessions a bot may still start; <paramref name="ResetAfter"/> in milliseconds.</summary>
public sealed record SessionStartLimitPayload(int Total, int Remaining, int ResetAfter, int MaxConcurrency);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GatewayPayload))]
[JsonSerializable(typeof(GatewayBotPayload))]
internal sealed partial class GatewayJson : JsonSerializerContext;
