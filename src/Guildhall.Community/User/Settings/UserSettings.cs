using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Presence;
using Guildhall.Community.User.Documents;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User.Settings;

/// <summary>
/// GET and PATCH /users/@me/settings: what the caller has chosen for its clients. The status is shown at once by its sessions, and by
/// new ones; so is a custom status until it ends.
/// </summary>
public static class UserSettings
{
    private static readonly string[] Statuses = ["online", "idle", "dnd", "invisible"];

    private static readonly string[] Locales =
    [
        "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id",
        "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
    ];

    public static void Map(ApiRoutes api)
    {
        api.Get("/users/@me/settings", Get, new RouteOptions { PeopleOnly = true });
        api.Patch("/users/@me/settings", Patch, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 10 });
    }

    public sealed record Ask : IUserCommand<Answered>
    {
        public async ValueTask<Result<Answered>> Run(UserTurn turn) =>
            new Answered((await SettingsRecord.Of(turn)).Shown(turn.State.Row));
    }

    /// <summary>All settings, as the wire shows them.</summary>
    public sealed record Answered(JsonElement Settings);

    /// <summary>Changes what is named, and the status and language when they are not null.</summary>
    public sealed record Command(string? Status, string? Locale, IReadOnlyDictionary<string, JsonElement> Fields) : IUserCommand<Answered>
    {
        public async ValueTask<Result<Answered>> Run(UserTurn turn)
        {
            var before = turn.State.Row;
            var after = before with { Status = Status ?? before.Status, Locale = Locale ?? before.Locale };
            if (after != before) turn.Put(after);
            var settings = await SettingsRecord.Of(turn);
            if (Fields.Count > 0)
            {
                settings = settings.With(Fields);
                await UserDocuments.Put(turn, SettingsRecord.Kind, SettingsRecord.Only, settings);
            }

            var shown = settings.Shown(after);
            if (Fields.Count == 0 && after == before) return new Answered(shown);
            turn.TellOwnSessions(DispatchCatalogue.UserSettingsUpdate, shown, UserJson.Default.JsonElement, peopleOnly: true);
            if (Status is not null)
            {
                for (var i = 0; i < turn.State.Sessions.Count; i++) turn.State.Sessions[i] = turn.State.Sessions[i] with { Status = Status };
            }

            if (Fields.ContainsKey("custom_status")) await CustomStatus.Refresh(turn);
            if (Status is not null || Fields.ContainsKey("custom_status")) UserPresence.Announce(turn);
            return new Answered(shown);
        }
    }

    private static async ValueTask<ApiAnswer> Get(ApiRequest request) =>
        Shown(await request.House.Users.Ask(request.Caller.User, new Ask(), request.Cancel));

    private static async ValueTask<ApiAnswer> Patch(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var status = OneOf(form, "status", Statuses);
        var locale = OneOf(form, "locale", Locales);
        Dictionary<string, JsonElement> fields = [];
        foreach (var field in SettingsTable.All)
        {
            if (field.Read(form) is { } value) fields[field.Name] = value;
        }

        if (form.Failure is { } invalid) return invalid;
        return Shown(await request.House.Users.Ask(request.Caller.User, new Command(status, locale, fields), request.Cancel));
    }

    private static string? OneOf(Form form, string name, string[] allowed)
    {
        var text = form.NullableText(name, 0, 16).Value;
        if (text is null || allowed.Contains(text)) return text;
        form.Error(name, "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", allowed)}}}.");
        return null;
    }

    private static ApiAnswer Shown(Result<Answered> answer) =>
        answer.IsOk ? ApiAnswer.Json(answer.Value!.Settings, UserJson.Default.JsonElement) : answer.Failure;
}
