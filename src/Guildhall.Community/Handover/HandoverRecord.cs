using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Community.Handover;

/// <summary>One piece of a hand-over as it is written down: what a user or what a guild leaves.</summary>
internal sealed record HandoverRecord(UserHandover? User = null, GuildHandover? Guild = null)
{
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, HandoverJson.Default.HandoverRecord);

    /// <summary>The record of some bytes; null when they are none.</summary>
    public static HandoverRecord? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, HandoverJson.Default.HandoverRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HandoverRecord))]
internal sealed partial class HandoverJson : JsonSerializerContext;
