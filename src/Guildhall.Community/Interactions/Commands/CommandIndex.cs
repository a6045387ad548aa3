using Guildhall.Community.Applications;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>
/// GET /guilds/{guild_id}/application-command-index and the same for channels: the commands that the caller may call there. GET
/// /users/@me/application-command-index: those of the applications that it has for itself. GET /applications/{application_id}/…: those of
/// one application, for whoever may see it. For people: bots know their own.
/// </summary>
public static class CommandIndex
{
    public static void Map(ApiRoutes api)
    {
        var limit = RouteOptions.Per(20, 10) with { PeopleOnly = true };
        api.Get("/guilds/{guild_id}/application-command-index", OfGuild, limit);
        api.Get("/channels/{channel_id}/application-command-index", OfChannel, limit);
        api.Get("/users/@me/application-command-index", OfPerson, limit);
        api.Get("/applications/{application_id}/application-command-index", OfApplication, limit);
    }

    private static async ValueTask<ApiAnswer> OfGuild(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return await Answer(request, await request.House.Guilds.Ask(guild, new CommandIndexFacts.OfGuild(request.Caller), request.Cancel));
    }

    private static async ValueTask<ApiAnswer> OfChannel(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        return await Answer(request, await request.House.Guilds.Ask(channel, new CommandIndexFacts.OfChannel(channel, request.Caller), request.Cancel));
    }

    private static async ValueTask<ApiAnswer> OfPerson(ApiRequest request)
    {
        var person = await Person(request);
        if (!person.IsOk) return person.Failure;
        var (locale, applications) = (LocaleOf(request, person.Value!), person.Value!.Applications);
        return await Shown(request, await CommandLists.OfPerson(request.House, applications, locale, null, request.Cancel));
    }

    private static async ValueTask<ApiAnswer> OfApplication(ApiRequest request)
    {
        var id = request.Id<ApplicationId>("application_id");
        if (request.Failure is { } invalid) return invalid;
        var person = await Person(request);
        if (!person.IsOk) return person.Failure;
        if (await request.House.UserRows.GetApplication(id, request.Cancel) is not { } row) return new Failure.UnknownApplication();
        if (!row.BotPublic && row.Owner != request.Caller.User && !person.Value!.Applications.Contains(id)) return new Failure.UnknownApplication();
        var book = await request.House.Commands.Of(id, request.House.Users, request.Cancel);
        var locale = LocaleOf(request, person.Value!);
        return await Shown(request, book.IsOk ? [.. book.Value!.Everywhere.Select(command => command.In(locale))] : []);
    }

    private static async ValueTask<ApiAnswer> Answer(ApiRequest request, Result<CommandIndexFacts> facts)
    {
        if (!facts.IsOk) return facts.Failure;
        var person = await Person(request);
        if (!person.IsOk) return person.Failure;
        return await Shown(request, await CommandLists.In(request.House, facts.Value!, LocaleOf(request, person.Value!), request.Cancel));
    }

    private static async ValueTask<ApiAnswer> Shown(ApiRequest request, IReadOnlyList<CommandPayload> commands) =>
        ApiAnswer.Json(await CommandLists.Shown(request.House, commands, request.Cancel), CommandIndexJson.Default.CommandIndexPayload);

    internal static ValueTask<Result<CommandIndexFacts.Person>> Person(ApiRequest request) =>
        request.House.Users.Ask(request.Caller.User, new CommandIndexFacts.OfPerson(), request.Cancel);

    // What the request says, else what the person has chosen.
    internal static string LocaleOf(ApiRequest request, CommandIndexFacts.Person person) => RequestLocale.Of(request.Http) ?? person.Locale;
}
