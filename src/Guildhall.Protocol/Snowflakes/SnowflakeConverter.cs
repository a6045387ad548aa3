using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>Writes a bare snowflake, which is the id of one thing or another, as the typed ids are written.</summary>
public sealed class SnowflakeConverter : JsonConverter<Snowflake>
{
    private const int MaxDigits = 20;

    public override Snowflake Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var number)) return new Snowflake(number);
        if (reader.TokenType == JsonTokenType.String && Snowflake.TryParse(reader.GetString(), out var id)) return id;
        throw new JsonException("Value is not a snowflake.");
    }

    public override void Write(Utf8JsonWriter writer, Snowflake value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxDigits];
        value.Value.TryFormat(text, out var length);
        writer.WriteStringValue(text[..length]);
    }
}
