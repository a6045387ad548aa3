using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>GET and PATCH /users/@me/settings: the language, and the status that new sessions show.</summary>
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

    /// <summary>Changes what is not null.</summary>
    public sealed record Command(string? Status, string? Locale) : IUserCommand<UserRow>
    {
        public ValueTask<Result<UserRow>> Run(UserTurn turn)
        {
            var before = turn.State.Row;
            var after = before with { Status = Status ?? before.Status, Locale = Locale ?? before.Locale };
            if (after != before) turn.Put(after);
            return ValueTask.FromResult<Result<UserRow>>(after);
        }
    }

    private static async ValueTask<ApiAnswer> Get(ApiRequest request) =>
        await request.House.UserRows.Get(request.Caller.User, request.Cancel) is { } row ? Shown(row) : new Failure.Unauthorized();

    private static async ValueTask<ApiAnswer> Patch(ApiRequest request)
    {
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var status = OneOf(form, "status", Statuses);
        var locale = OneOf(form, "locale", Locales);
        if (form.Failure is { } invalid) return invalid;
        var changed = await request.House.Users.Ask(request.Caller.User, new Command(status, locale), request.Cancel);
        return changed.IsOk ? Shown(changed.Value!) : changed.Failure;
    }

    private static string? OneOf(Form form, string name, string[] allowed)
    {
        var text = form.NullableText(name, 0, 16).Value;
        if (text is null || allowed.Contains(text)) return text;
        form.Error(name, "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", allowed)}}}.");
        return null;
    }

    private static ApiAnswer Shown(UserRow row) =>
        ApiAnswer.Json(new UserSettingsPayload(row.Status, row.Locale), UserJson.Default.UserSettingsPayload);
}
