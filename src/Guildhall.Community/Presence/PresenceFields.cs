using System.Buffers;
using System.Text.Json;

namespace Guildhall.Community.Presence;

/// <summary>
/// What a client may show of itself, from untrusted JSON: a known status, and activities with their documented fields
/// alone, every text cut to its length. Whatever has the wrong shape is left out.
/// </summary>
public static class PresenceFields
{
    /// <summary>Activities kept of one presence.</summary>
    public const int ActivitiesMax = 5;

    private const int TextMax = 128;
    private const int UrlMax = 512;
    private const int ButtonTextMax = 32;
    private const int ButtonsMax = 2;

    /// <summary>The status when it is a known one; "offline" is what "invisible" shows as. Null for anything else.</summary>
    public static string? Status(JsonElement presence) => Text(presence, "status") switch
    {
        "online" => "online",
        "idle" => "idle",
        "dnd" => "dnd",
        "invisible" or "offline" => "invisible",
        _ => null,
    };

    /// <summary>The activities, cleaned; without those that have no name or no known type.</summary>
    public static IReadOnlyList<JsonElement> Activities(JsonElement presence, DateTimeOffset now)
    {
        if (presence.ValueKind != JsonValueKind.Object || !presence.TryGetProperty("activities", out var given) || given.ValueKind != JsonValueKind.Array)
            return [];
        List<JsonElement> kept = [];
        foreach (var activity in given.EnumerateArray().Take(ActivitiesMax))
        {
            if (activity.ValueKind == JsonValueKind.Object && Clean(activity, now) is { } clean) kept.Add(clean);
        }

        return kept;
    }

    private static JsonElement? Clean(JsonElement activity, DateTimeOffset now)
    {
        if (Text(activity, "name") is not { Length: > 0 } name || Number(activity, "type", 0, 5) is not { } type) return null;
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, Cut(name, TextMax));
            json.WriteNumber("type"u8, type);
            json.WriteNumber("created_at"u8, now.ToUnixTimeMilliseconds());
            if (type == 1) Copy(json, activity, "url", UrlMax);
            foreach (var field in (ReadOnlySpan<string>)["details", "state"]) Copy(json, activity, field, TextMax);
            foreach (var field in (ReadOnlySpan<string>)["details_url", "state_url"]) Copy(json, activity, field, UrlMax);
            if (Number(activity, "status_display_type", 0, 2) is { } display) json.WriteNumber("status_display_type"u8, display);
            if (Number(activity, "flags", 0, int.MaxValue) is { } flags) json.WriteNumber("flags"u8, flags);
            if (Snowflake.TryParse(Text(activity, "application_id"), out var application)) json.WriteString("application_id"u8, application.ToString());
            WriteTimestamps(json, activity);
            WriteEmoji(json, activity);
            WriteParty(json, activity);
            WriteAssets(json, activity);
            WriteButtons(json, activity);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void WriteTimestamps(Utf8JsonWriter json, JsonElement activity)
    {
        if (Part(activity, "timestamps") is not { } part) return;
        json.WriteStartObject("timestamps"u8);
        foreach (var field in (ReadOnlySpan<string>)["start", "end"])
        {
            if (Number(part, field, 0, long.MaxValue) is { } moment) json.WriteNumber(field, moment);
        }

        json.WriteEndObject();
    }

    private static void WriteEmoji(Utf8JsonWriter json, JsonElement activity)
    {
        if (Part(activity, "emoji") is not { } part || Text(part, "name") is not { Length: > 0 } name) return;
        json.WriteStartObject("emoji"u8);
        json.WriteString("name"u8, Cut(name, TextMax));
        if (Snowflake.TryParse(Text(part, "id"), out var id))
        {
            json.WriteString("id"u8, id.ToString());
            json.WriteBoolean("animated"u8, part.TryGetProperty("animated", out var animated) && animated.ValueKind == JsonValueKind.True);
        }

        json.WriteEndObject();
    }

    private static void WriteParty(Utf8JsonWriter json, JsonElement activity)
    {
        if (Part(activity, "party") is not { } part) return;
        json.WriteStartObject("party"u8);
        Copy(json, part, "id", TextMax);
        if (part.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Array && size.GetArrayLength() == 2
            && size[0].ValueKind == JsonValueKind.Number && size[0].TryGetInt32(out var current)
            && size[1].ValueKind == JsonValueKind.Number && size[1].TryGetInt32(out var most))
        {
            json.WriteStartArray("size"u8);
            json.WriteNumberValue(current);
            json.WriteNumberValue(most);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteAssets(Utf8JsonWriter json, JsonElement activity)
    {
        if (Part(activity, "assets") is not { } part) return;
        json.WriteStartObject("assets"u8);
        foreach (var field in (ReadOnlySpan<string>)["large_text", "small_text"]) Copy(json, part, field, TextMax);
        foreach (var field in (ReadOnlySpan<string>)["large_image", "large_url", "small_image", "small_url"]) Copy(json, part, field, UrlMax);
        json.WriteEndObject();
    }

    // Others see the labels alone; where a button leads is asked for when it is pressed.
    private static void WriteButtons(Utf8JsonWriter json, JsonElement activity)
    {
        if (!activity.TryGetProperty("buttons", out var buttons) || buttons.ValueKind != JsonValueKind.Array) return;
        json.WriteStartArray("buttons"u8);
        foreach (var button in buttons.EnumerateArray().Take(ButtonsMax))
        {
            var label = button.ValueKind == JsonValueKind.String ? button.GetString() : button.ValueKind == JsonValueKind.Object ? Text(button, "label") : null;
            if (!string.IsNullOrEmpty(label)) json.WriteStringValue(Cut(label, ButtonTextMax));
        }

        json.WriteEndArray();
    }

    private static void Copy(Utf8JsonWriter json, JsonElement from, string field, int max)
    {
        if (Text(from, field) is { Length: > 0 } text) json.WriteString(field, Cut(text, max));
    }

    private static JsonElement? Part(JsonElement from, string field) =>
        from.TryGetProperty(field, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static string? Text(JsonElement from, string field) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement from, string field, long min, long max) =>
        from.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
        && number >= min && number <= max
            ? number
            : null;

    private static string Cut(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;
        return text[..end];
    }
}
