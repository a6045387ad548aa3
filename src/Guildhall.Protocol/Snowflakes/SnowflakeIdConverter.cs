using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>Writes every id as a decimal string and reads a decimal string or a whole number, also as a property name.</summary>
public sealed class SnowflakeIdConverter<TId> : JsonConverter<TId>
    where TId : struct, ISnowflakeId<TId>
{
    private const int MaxDigits = 20;

    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var number)) return TId.From(new Snowflake(number));
        return Parse(ref reader);
    }

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(ref reader);

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxDigits];
        value.Value.Value.TryFormat(text, out var length);
        writer.WriteStringValue(text[..length]);
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxDigits];
        value.Value.Value.TryFormat(text, out var length);
        writer.WritePropertyName(text[..length]);
    }

    private static TId Parse(ref Utf8JsonReader reader)
    {
        Span<char> text = stackalloc char[MaxDigits];
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.HasValueSequence is false
            && reader.ValueSpan.Length is > 0 and <= MaxDigits && !reader.ValueIsEscaped)
        {
            var length = reader.CopyString(text);
            if (Snowflake.TryParse(text[..length], out var id)) return TId.From(id);
        }

        throw new JsonException("Value is not a snowflake.");
    }
}
