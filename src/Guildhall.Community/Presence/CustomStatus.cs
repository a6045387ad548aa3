using System.Buffers;
using System.Text.Json;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;
using Guildhall.Community.User.Settings;

namespace Guildhall.Community.Presence;

/// <summary>
/// The text and emoji that a person shows beside its status, from its settings: an activity of its own kind, until its moment has
/// come. A client that sends such an activity itself is believed instead.
/// </summary>
internal static class CustomStatus
{
    private const int CustomActivity = 4;

    /// <summary>Looks at the settings again; with the first session, when they change, and at the end of a status.</summary>
    public static async ValueTask Refresh(UserTurn turn)
    {
        var settings = await SettingsRecord.Of(turn);
        turn.State.CustomStatus = null;
        if (!settings.Fields.TryGetValue("custom_status", out var status) || status.ValueKind != JsonValueKind.Object) return;
        if (status.TryGetProperty("expires_at", out var end) && end.ValueKind == JsonValueKind.String)
        {
            var left = end.GetDateTimeOffset() - turn.Now;
            if (left <= TimeSpan.Zero) return;
            turn.TellSelfAfter(left < EndCustomStatus.LookAgainAfter ? left : EndCustomStatus.LookAgainAfter, new EndCustomStatus());
        }

        turn.State.CustomStatus = Activity(status, turn.Now);
    }

    /// <summary>Adds the status to what sessions show.</summary>
    public static IReadOnlyList<JsonElement> Beside(IReadOnlyList<JsonElement> activities, JsonElement? status) =>
        status is not { } custom || activities.Any(IsCustom) ? activities : [custom, .. activities];

    private static bool IsCustom(JsonElement activity) => activity.TryGetProperty("type", out var type) && type.GetInt32() == CustomActivity;

    private static JsonElement Activity(JsonElement status, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", "Custom Status");
            json.WriteNumber("type", CustomActivity);
            json.WriteNumber("created_at", now.ToUnixTimeMilliseconds());
            if (Text(status, "text") is { Length: > 0 } text) json.WriteString("state", text);
            if (Text(status, "emoji_name") is { Length: > 0 } name)
            {
                json.WriteStartObject("emoji");
                json.WriteString("name", name);
                if (Text(status, "emoji_id") is { } id)
                {
                    json.WriteString("id", id);
                    json.WriteBoolean("animated", false);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static string? Text(JsonElement from, string field) =>
        from.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Time to see whether a custom status has ended: then it is taken out of the settings too.</summary>
public sealed record EndCustomStatus : IUserCommand
{
    /// <summary>The longest that is waited at a time.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromDays(7);

    public async ValueTask RunOn(UserTurn turn)
    {
        var shown = turn.State.CustomStatus;
        await CustomStatus.Refresh(turn);
        if (shown is null || turn.State.CustomStatus is not null) return;
        var settings = (await SettingsRecord.Of(turn)).With([new("custom_status", JsonElement.Parse("null"))]);
        await UserDocuments.Put(turn, SettingsRecord.Kind, SettingsRecord.Only, settings);
        turn.TellOwnSessions(DispatchCatalogue.UserSettingsUpdate, settings.Shown(turn.State.Row), UserJson.Default.JsonElement, peopleOnly: true);
        UserPresence.Announce(turn);
    }
}
