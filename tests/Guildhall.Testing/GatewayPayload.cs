using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Testing;

/// <summary>One payload as it came over the gateway.</summary>
public sealed record GatewayPayload(
    [property: JsonPropertyName("op")] int Op,
    [property: JsonPropertyName("d")] JsonElement Body,
    [property: JsonPropertyName("s")] long? Sequence = null,
    [property: JsonPropertyName("t")] string? Name = null);
