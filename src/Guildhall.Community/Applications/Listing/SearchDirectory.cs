using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications.Listing;

/// <summary>
/// GET /application-directory-static/search: the applications of this house whose owners want them found, those in most guilds first.
/// GET /application-directory-static/applications/{application_id}: one of them.
/// </summary>
public static class SearchDirectory
{
    private const int PageSize = 24;
    private const int PageMax = 1_000;
    private const int QueryMax = 100;

    /// <summary>Applications that the directory looks through, the newest; more than any one house has.</summary>
    private const int Listed = 1_000;

    public static void Map(ApiRoutes api)
    {
        var limit = RouteOptions.Per(20, 10, "application-directory");
        api.Get("/application-directory-static/search", HandleSearch, limit);
        api.Get("/application-directory-static/applications/{application_id}", HandleOne, limit);
    }

    private static async ValueTask<ApiAnswer> HandleSearch(ApiRequest request)
    {
        var house = request.House;
        var query = request.Query("query")?.Trim() ?? "";
        if (query.Length > QueryMax) request.Error("query", "BASE_TYPE_MAX_LENGTH", $"Must be {QueryMax} or fewer in length.");
        var page = request.QueryInt("page", 1, 1, PageMax);
        if (request.Failure is { } invalid) return invalid;

        List<(ApplicationRow Row, int Guilds)> found = [];
        foreach (var row in await house.UserRows.ListedApplications(Listed, request.Cancel))
        {
            if (Discovery.IsShown(house, row) && Fits(row, query))
                found.Add((row, await house.GuildRows.CountGuildsOfUser(ApplicationAccess.BotOf(row), request.Cancel)));
        }

        List<DirectoryResultPayload> shown = [];
        foreach (var (row, guilds) in found.OrderByDescending(one => one.Guilds).ThenBy(one => one.Row.Id.Number).Skip((page - 1) * PageSize).Take(PageSize))
            shown.Add(new DirectoryResultPayload(await Shown(house, row, guilds, request.Cancel)));
        return ApiAnswer.Json(
            new DirectoryPagePayload(shown, found.Count, (found.Count + PageSize - 1) / PageSize), DirectoryJson.Default.DirectoryPagePayload);
    }

    private static async ValueTask<ApiAnswer> HandleOne(ApiRequest request)
    {
        var (house, id) = (request.House, request.Id<ApplicationId>("application_id"));
        if (request.Failure is { } invalid) return invalid;
        if (await house.UserRows.GetApplication(id, request.Cancel) is not { } row || !Discovery.IsShown(house, row)) return new Failure.UnknownApplication();
        var guilds = await house.GuildRows.CountGuildsOfUser(ApplicationAccess.BotOf(row), request.Cancel);
        return ApiAnswer.Json(await Shown(house, row, guilds, request.Cancel), DirectoryJson.Default.DirectoryApplicationPayload);
    }

    // Every word of the question is somewhere in the name, the description or a tag.
    internal static bool Fits(ApplicationRow row, string query) =>
        query.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            row.Name.Contains(word, StringComparison.OrdinalIgnoreCase)
            || row.Description.Contains(word, StringComparison.OrdinalIgnoreCase)
            || row.Tags.Any(tag => tag.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static async ValueTask<DirectoryApplicationPayload> Shown(CommunityServices house, ApplicationRow row, int guilds, CancellationToken cancel) =>
        new(await ApplicationAccess.Shown(house, row, cancel), new DirectoryEntryPayload(guilds, row.Description.Split('\n', 2)[0].Trim()));
}
