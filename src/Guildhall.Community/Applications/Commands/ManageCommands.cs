using Guildhall.Community.Edge;
using Guildhall.Community.User;

namespace Guildhall.Community.Applications.Commands;

/// <summary>
/// GET, POST, PUT /applications/{application_id}/commands and GET, PATCH, DELETE …/{command_id}; the same below …/guilds/{guild_id} for
/// commands of one guild. For the application's owner and its bot.
/// </summary>
public static class ManageCommands
{
    private const int ListMax = 130;

    public static void Map(ApiRoutes api)
    {
        foreach (var scope in (ReadOnlySpan<string>)["/applications/{application_id}/commands", "/applications/{application_id}/guilds/{guild_id}/commands"])
        {
            var isOfGuild = scope.Contains("{guild_id}", StringComparison.Ordinal);
            var limit = RouteOptions.Per(20, 20, isOfGuild ? "guild-commands" : "commands") with { Scope = OAuth.Scopes.CommandsUpdate };
            var reading = new RouteOptions { Scope = OAuth.Scopes.CommandsUpdate };
            api.Get(scope, request => HandleList(request, isOfGuild), reading);
            api.Post(scope, request => HandleCreate(request, isOfGuild), limit);
            api.Put(scope, request => HandleReplace(request, isOfGuild), limit);
            api.Get(scope + "/{command_id}", request => HandleGet(request, isOfGuild), reading);
            api.Patch(scope + "/{command_id}", request => HandleUpdate(request, isOfGuild), limit);
            api.Delete(scope + "/{command_id}", request => HandleDelete(request, isOfGuild), limit);
        }
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request, bool isOfGuild)
    {
        var place = await Place.Of(request, isOfGuild);
        var isTranslated = request.QueryFlag("with_localizations");
        if ((place.Failure ?? request.Failure) is { } refused) return refused;
        var all = await place.Ask(new CommandRegistry.List(place.Guild));
        if (!all.IsOk) return all.Failure;
        var locale = RequestLocale.Of(request.Http);
        IReadOnlyList<CommandPayload> shown = isTranslated ? all.Value! : [.. all.Value!.Select(command => command.In(locale))];
        return ApiAnswer.Json(shown, CommandJson.Default.IReadOnlyListCommandPayload);
    }

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request, bool isOfGuild)
    {
        var place = await Place.Of(request, isOfGuild);
        var id = request.Id<CommandId>("command_id");
        if ((place.Failure ?? request.Failure) is { } refused) return refused;
        return ApiAnswer.Of(await place.Ask(new CommandRegistry.Find(place.Guild, id)), CommandJson.Default.CommandPayload);
    }

    private static async ValueTask<ApiAnswer> HandleCreate(ApiRequest request, bool isOfGuild)
    {
        var place = await Place.Of(request, isOfGuild);
        if (place.Failure is { } refused) return refused;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = CommandForm.Read(read.Value!);
        if (read.Value!.Failure is { } invalid) return invalid;
        var made = await place.Ask(new CommandRegistry.Create(place.Application, place.Guild, form, place.IntegrationTypes));
        return made.IsOk ? ApiAnswer.Json(made.Value!.Command, CommandJson.Default.CommandPayload, made.Value.IsNew ? 201 : 200) : made.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleReplace(ApiRequest request, bool isOfGuild)
    {
        var place = await Place.Of(request, isOfGuild);
        if (place.Failure is { } refused) return refused;
        var body = await request.ReadJson();
        if (!body.IsOk) return body.Failure;
        var parts = Form.List(body.Value, ListMax, out var root);
        if (!parts.IsOk) return parts.Failure;
        CommandForm[] forms = [.. parts.Value!.Select(part => CommandForm.Read(part))];
        for (var i = 0; i < forms.Length; i++)
        {
            if (forms.Take(i).Any(other => other.Type == forms[i].Type && other.Name.Value == forms[i].Name.Value))
                parts.Value![i].Error("", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
        }

        if (root.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await place.Ask(new CommandRegistry.ReplaceAll(place.Application, place.Guild, forms, place.IntegrationTypes)), CommandJson.Default.IReadOnlyListCommandPayload);
    }

    private static async ValueTask<ApiAnswer> HandleUpdate(ApiRequest request, bool isOfGuild)
    {
        var place = await Place.Of(request, isOfGuild);
        var id = request.Id<CommandId>("command_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        if ((place.Failure ?? request.Failure) is { } refused) return refused;
        // What may be said depends on the type, which never changes.
        var known = await place.Ask(new CommandRegistry.Find(place.Guild, id));
        if (!known.IsOk) return known.Failure;
        var form = CommandForm.Read(read.Value!, known.Value!.Type);
        if (read.Value!.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await place.Ask(new CommandRegistry.Update(place.Guild, id, form)), CommandJson.Default.CommandPayload);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request, bool isOfGuild)
    {
        var place = await Place.Of(request, isOfGuild);
        var id = request.Id<CommandId>("command_id");
        if ((place.Failure ?? request.Failure) is { } refused) return refused;
        return ApiAnswer.Of(await place.Ask(new CommandRegistry.Delete(place.Guild, id)));
    }

    /// <summary>The application and the scope that a request names.</summary>
    private sealed record Place(ApiRequest Request, ApplicationId Application, GuildId? Guild, IReadOnlyList<int> IntegrationTypes, Failure? Failure)
    {
        public static async ValueTask<Place> Of(ApiRequest request, bool isOfGuild)
        {
            GuildId? guild = isOfGuild ? request.Id<GuildId>("guild_id") : null;
            var application = await ApplicationAccess.OfPath(request, orItsBot: true);
            return new Place(request, application.Value?.Id ?? default, guild, application.Value?.IntegrationTypes ?? [], application.Failure);
        }

        public ValueTask<Result<TReply>> Ask<TReply>(IUserCommand<TReply> command) => Request.House.Users.Ask(new UserId(Application.Value), command, Request.Cancel);
    }
}
