using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>A text that some records do not have at all and others have as null. (An absent one is left out by the property's condition.)</summary>
public sealed class OptionalTextConverter : JsonConverter<Optional<string?>>
{
    public override bool HandleNull => true;

    public override Optional<string?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(true, reader.GetString());

    public override void Write(Utf8JsonWriter writer, Optional<string?> value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>As <see cref="OptionalTextConverter"/>, for whole numbers.</summary>
public sealed class OptionalNumberConverter : JsonConverter<Optional<int?>>
{
    public override bool HandleNull => true;

    public override Optional<int?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(true, reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, Optional<int?> value, JsonSerializerOptions options)
    {
        if (value.Value is { } number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }
}

/// <summary>As <see cref="OptionalTextConverter"/>, for a forum's default reaction.</summary>
public sealed class OptionalReactionConverter : JsonConverter<Optional<DefaultReactionPayload?>>
{
    public override bool HandleNull => true;

    public override Optional<DefaultReactionPayload?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return new(true, null);
        using var document = JsonDocument.ParseValue(ref reader);
        var id = document.RootElement.GetProperty("emoji_id").GetString();
        return new DefaultReactionPayload(
            Snowflake.TryParse(id, out var emoji) ? new EmojiId(emoji) : null, document.RootElement.GetProperty("emoji_name").GetString());
    }

    public override void Write(Utf8JsonWriter writer, Optional<DefaultReactionPayload?> value, JsonSerializerOptions options)
    {
        if (value.Value is not { } reaction)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("emoji_id"u8, reaction.EmojiId?.ToString());
        writer.WriteString("emoji_name"u8, reaction.EmojiName);
        writer.WriteEndObject();
    }
}
