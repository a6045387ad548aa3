using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Storage.Sqlite;

/// <summary>Reads texts that nearly every row has as one object each: a hundred thousand accounts in memory share them.</summary>
internal sealed class CommonTexts : JsonConverter<string>
{
    private const int Longest = 6;
    private static readonly string[] Texts = ["0", "online", "en-US"];

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.HasValueSequence && reader.ValueSpan.Length <= Longest)
        {
            foreach (var text in Texts)
            {
                if (reader.ValueTextEquals(text)) return text;
            }
        }

        return reader.GetString();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
