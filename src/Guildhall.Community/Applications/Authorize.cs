using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications;

/// <summary>
/// GET /oauth2/authorize: what the page shows that adds a bot to a guild. POST: adds it. The caller needs MANAGE_GUILD there;
/// a bot that is not public is for its owner alone.
/// </summary>
public static class Authorize
{
    private const int AskedAtOnce = 16;
    private static readonly string[] Scopes = ["bot", "applications.commands"];

    public static void Map(ApiRoutes api)
    {
        api.Get("/oauth2/authorize", Preview, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 10 });
        api.Post("/oauth2/authorize", Handle, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 60 });
    }

    /// <summary>The guild, as far as the page shows it, to a member who may add bots.</summary>
    public sealed record AskGuild(Caller Caller) : IGuildCommand<AuthorizeGuildPayload>
    {
        public ValueTask<Result<AuthorizeGuildPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<AuthorizeGuildPayload>>(entry.Failure);
            var guild = turn.State.Guild;
            return ValueTask.FromResult<Result<AuthorizeGuildPayload>>(
                new AuthorizeGuildPayload(guild.Id, guild.Name, guild.MfaLevel, entry.Value!.Held) { Icon = guild.Icon });
        }
    }

    private static async ValueTask<ApiAnswer> Preview(ApiRequest request)
    {
        var found = await Application(request);
        if (!found.IsOk) return found.Failure;
        var (house, application) = (request.House, found.Value!);
        if (await house.Directory.Find(request.Caller.User, request.Cancel) is not { } caller) return new Failure.Unauthorized();
        List<AuthorizeGuildPayload> guilds = [];
        foreach (var some in (await house.GuildRows.GuildsOfUser(request.Caller.User, request.Cancel)).Chunk(AskedAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(guild => house.Guilds.Ask(guild, new AskGuild(request.Caller), request.Cancel).AsTask()));
            guilds.AddRange(answers.Where(answer => answer.IsOk).Select(answer => answer.Value!));
        }

        var shown = await ApplicationAccess.Shown(house, application, request.Cancel);
        return ApiAnswer.Json(
            new AuthorizePreviewPayload(shown, caller, false, 0, shown.Bot, guilds) { RedirectUri = request.Query("redirect_uri") },
            ApplicationJson.Default.AuthorizePreviewPayload);
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var found = await Application(request);
        if (!found.IsOk) return found.Failure;
        var (house, application) = (request.House, found.Value!);
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var guild = form.Id<GuildId>("guild_id").Value;
        var permissions = form.Permissions("permissions").Or(Permissions.None);
        var isWanted = form.Flag("authorize").Or(false);
        if (guild is null && isWanted) form.Required("guild_id");
        if (form.Failure is { } invalid) return invalid;
        if (!isWanted) return Next(request, "error=access_denied");
        if (await house.Directory.Find(ApplicationAccess.BotOf(application), request.Cancel) is not { } bot) return new Failure.ApplicationHasNoBot();
        var command = new AddBot(
            application.Id, application.Name, application.Description, application.Icon, bot, permissions, new RoleId(house.Ids.Next()), ScopesOf(request), request.Caller);
        var added = await house.Guilds.Ask(guild!.Value, command, request.Cancel);
        return added.IsOk ? Next(request, $"guild_id={guild}&permissions={(ulong)permissions}") : added.Failure;
    }

    private static async ValueTask<Result<ApplicationRow>> Application(ApiRequest request)
    {
        var id = request.QueryId<ApplicationId>("client_id");
        if (id is null) request.Error("client_id", "BASE_TYPE_REQUIRED", "This field is required");
        var scopes = ScopesOf(request);
        if (!scopes.Contains("bot") || scopes.Any(scope => !Scopes.Contains(scope)))
            request.Error("scope", "BASE_TYPE_CHOICES", "Value must be 'bot', with 'applications.commands' or without.");
        if (request.Failure is { } invalid) return invalid;
        if (await request.House.UserRows.GetApplication(id!.Value, request.Cancel) is not { } application) return new Failure.UnknownApplication();
        if (!application.BotPublic && application.Owner != request.Caller.User) return new Failure.NotYourApplication();
        if (request.Query("redirect_uri") is { } redirect && !application.RedirectUris.Contains(redirect))
        {
            request.Error("redirect_uri", "REDIRECT_URI_NOT_REGISTERED", "The redirect URI is not one of the application's.");
            return request.Failure!;
        }

        return application;
    }

    private static string[] ScopesOf(ApiRequest request) => (request.Query("scope") ?? "").Split([' ', '+'], StringSplitOptions.RemoveEmptyEntries);

    // Where the page goes: to the application's address when one was given, else to the house's own page.
    private static ApiAnswer Next(ApiRequest request, string outcome)
    {
        var page = request.Query("redirect_uri") ?? request.House.Options.PublicUrl() + "/oauth2/authorized";
        var state = request.Query("state") is { } given ? $"&state={Uri.EscapeDataString(given)}" : "";
        var separator = page.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return ApiAnswer.Json(new AuthorizedPayload($"{page}{separator}{outcome}{state}"), ApplicationJson.Default.AuthorizedPayload);
    }
}
