using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Guildhall.Protocol;

/// <summary>Writes a reply's target: null when it was deleted. (An absent one is left out by the property's condition.)</summary>
public sealed class ReferencedMessageConverter : JsonConverter<ReferencedMessage>
{
    public override bool HandleNull => true;

    public override ReferencedMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(true, reader.TokenType == JsonTokenType.Null ? null : JsonSerializer.Deserialize(ref reader, Info(options)));

    public override void Write(Utf8JsonWriter writer, ReferencedMessage value, JsonSerializerOptions options)
    {
        if (value.Message is null) writer.WriteNullValue();
        else JsonSerializer.Serialize(writer, value.Message, Info(options));
    }

    private static JsonTypeInfo<MessagePayload> Info(JsonSerializerOptions options) =>
        (JsonTypeInfo<MessagePayload>)options.GetTypeInfo(typeof(MessagePayload));
}
