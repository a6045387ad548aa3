using System.Globalization;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>
/// GET /channels/{channel_id}/application-commands/search: the older way to the commands that the caller may call in a channel, one type at
/// a time and page by page; those of the guild (or the direct message's bot) and those that the caller has for itself.
/// </summary>
public static class SearchCommands
{
    private const int PageMax = 100;
    private const int PageUsual = 25;
    private const int IdsMax = 100;

    public static void Map(ApiRoutes api) =>
        api.Get("/channels/{channel_id}/application-commands/search", Handle, RouteOptions.Per(20, 10) with { PeopleOnly = true });

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Query("type") is null) request.Error("type", "BASE_TYPE_REQUIRED", "This field is required");
        var type = request.QueryInt("type", CommandPayload.ChatInput, CommandPayload.ChatInput, CommandPayload.EntryPoint);
        var limit = request.QueryInt("limit", PageUsual, 1, PageMax);
        var from = request.QueryInt("cursor", 0, 0, int.MaxValue);
        var application = request.QueryId<ApplicationId>("application_id");
        var ids = Ids(request);
        var withApplications = request.QueryFlag("include_applications");
        var text = (request.Query("query") ?? "").Trim();
        if (request.Failure is { } invalid) return invalid;
        var (house, cancel) = (request.House, request.Cancel);
        var facts = await house.Guilds.Ask(channel, new CommandIndexFacts.OfChannel(channel, request.Caller), cancel);
        if (!facts.IsOk) return facts.Failure;
        var person = await CommandIndex.Person(request);
        if (!person.IsOk) return person.Failure;
        var locale = CommandIndex.LocaleOf(request, person.Value!);
        ApplicationId[] own = [.. person.Value!.Applications.Except(facts.Value!.Applications)];
        var context = facts.Value.Guild is null ? CommandRights.InOtherPrivate : CommandRights.InGuild;
        var all = (await CommandLists.In(house, facts.Value, locale, cancel)).Concat(await CommandLists.OfPerson(house, own, locale, context, cancel));
        CommandPayload[] found =
        [
            .. all.Where(command => command.Type == type
                && (application is null || command.ApplicationId == application)
                && (ids.Count == 0 || ids.Contains(command.Id))
                && (text.Length == 0 || Has(command, text))),
        ];
        CommandPayload[] page = [.. found.Skip(from).Take(limit)];
        var next = from + page.Length < found.Length ? (from + page.Length).ToString(CultureInfo.InvariantCulture) : null;
        var before = from > 0 ? Math.Max(0, from - limit).ToString(CultureInfo.InvariantCulture) : null;
        return ApiAnswer.Json(
            new CommandSearchPayload(page, new CommandSearchCursorPayload(before, next))
            {
                Applications = withApplications ? await CommandLists.Applications(house, page, cancel) : null,
            },
            CommandIndexJson.Default.CommandSearchPayload);
    }

    private static bool Has(CommandPayload command, string text) =>
        command.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || command.NameLocalized?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private static HashSet<CommandId> Ids(ApiRequest request)
    {
        HashSet<CommandId> ids = [];
        var given = (request.Query("command_ids") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (given.Length > IdsMax) request.Error("command_ids", "BASE_TYPE_MAX_LENGTH", $"Must be {IdsMax} or fewer in length.");
        foreach (var id in given.Take(IdsMax))
        {
            if (Snowflake.TryParse(id, out var known)) ids.Add(new CommandId(known));
            else request.Error("command_ids", "NUMBER_TYPE_COERCE", $"Value \"{id}\" is not snowflake.");
        }

        return ids;
    }
}
