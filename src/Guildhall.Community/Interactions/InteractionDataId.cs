using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Community.Interactions;

/// <summary>What an interaction's data are of: a command, by its id in a text, or a component, by its number.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct InteractionDataId(CommandId? Command, int? Component)
{
    public sealed class Converter : JsonConverter<InteractionDataId>
    {
        public override InteractionDataId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number) return new InteractionDataId(null, reader.GetInt32());
            return Snowflake.TryParse(reader.GetString(), out var id) ? new InteractionDataId(new CommandId(id), null) : throw new JsonException("No id.");
        }

        public override void Write(Utf8JsonWriter writer, InteractionDataId value, JsonSerializerOptions options)
        {
            if (value.Component is { } number) writer.WriteNumberValue(number);
            else writer.WriteStringValue(value.Command?.ToString());
        }
    }
}
