using System.Text.Json;
using Guildhall.Community.Edge;

namespace Guildhall.Community.User.Settings;

/// <summary>One of a user's settings: its name, what it is for who has not set it, and how it is read from a request (null when absent).</summary>
internal sealed record SettingField(string Name, JsonElement Default, Func<Form, JsonElement?> Read)
{
    private const int GuildsMax = 200;
    private const int FolderNameMax = 32;
    private const int CustomStatusMax = 128;
    private const int ColorMax = 0xFFFFFF;

    public static SettingField Flag(string name, bool value) =>
        new(name, JsonElement.Parse(value ? "true" : "false"), form =>
            form.Flag(name) is { IsPresent: true } flag ? JsonElement.Parse(flag.Value ? "true" : "false") : null);

    public static SettingField Number(string name, int value, int min, int max) =>
        new(name, Number(value), form => form.Int(name, min, max) is { IsPresent: true } number ? Number(number.Value) : null);

    public static SettingField OneOf(string name, params string[] choices) =>
        new(name, Text(choices[0]), form =>
        {
            if (form.NullableText(name, 0, CustomStatusMax).Value is not { } text) return null;
            if (choices.Contains(text)) return Text(text);
            form.Error(name, "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", choices)}}}.");
            return null;
        });

    /// <summary>A list of guilds.</summary>
    public static SettingField Guilds(string name) =>
        new(name, JsonElement.Parse("[]"), form => form.Ids<GuildId>(name, GuildsMax) is { IsPresent: true } ids ? Ids(ids.Value!) : null);

    /// <summary>Who may ask for friendship: everybody, those with a friend or with a guild in common.</summary>
    public static SettingField FriendSources(string name) =>
        new(name, JsonElement.Parse("""{"all":true}"""), form =>
        {
            if (form.Part(name) is not { } part) return null;
            return Object(json =>
            {
                foreach (var source in (ReadOnlySpan<string>)["all", "mutual_friends", "mutual_guilds"])
                {
                    if (part.Flag(source) is { IsPresent: true } flag) json.WriteBoolean(source, flag.Value);
                }
            });
        });

    /// <summary>A text with an emoji, until a moment; null for none.</summary>
    public static SettingField CustomStatus(string name) =>
        new(name, JsonElement.Parse("null"), form =>
        {
            if (!form.Has(name)) return null;
            if (form.Part(name) is not { } part) return JsonElement.Parse("null");
            var text = part.NullableText("text", 0, CustomStatusMax).Value;
            var emojiName = part.NullableText("emoji_name", 0, CustomStatusMax).Value;
            var emoji = part.Id<EmojiId>("emoji_id").Value;
            var expiresAt = part.Moment("expires_at").Value;
            if (string.IsNullOrEmpty(text) && string.IsNullOrEmpty(emojiName)) return JsonElement.Parse("null");
            return Object(json =>
            {
                json.WriteString("text", text);
                json.WriteString("emoji_id", emoji?.ToString());
                json.WriteString("emoji_name", emojiName);
                json.WritePropertyName("expires_at");
                if (expiresAt is { } moment) json.WriteRawValue(TimestampConverter.ToUtf8Json(moment));
                else json.WriteNullValue();
            });
        });

    /// <summary>The guilds of the list, in folders; a guild in none is a folder of one without a number.</summary>
    public static SettingField Folders(string name) =>
        new(name, JsonElement.Parse("[]"), form => form.Parts(name, GuildsMax) is { } folders ? Array(folders) : null);

    private static JsonElement Array(IReadOnlyList<Form> folders)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var folder in folders)
            {
                json.WriteStartObject();
                WriteNumber(json, "color", folder.NullableInt("color", 0, ColorMax).Value);
                json.WritePropertyName("guild_ids");
                Ids(folder.Ids<GuildId>("guild_ids", GuildsMax).Value ?? []).WriteTo(json);
                WriteNumber(json, "id", folder.NullableInt("id", int.MinValue, int.MaxValue).Value);
                json.WriteString("name", folder.NullableText("name", 0, FolderNameMax).Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static JsonElement Object(Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static JsonElement Ids(IReadOnlyList<GuildId> ids) => JsonElement.Parse($"[{string.Join(',', ids.Select(id => $"\"{id}\""))}]");

    private static JsonElement Number(int value) => JsonElement.Parse(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static JsonElement Text(string value) => JsonElement.Parse($"\"{value}\"");
}
