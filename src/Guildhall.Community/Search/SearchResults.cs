using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;
using Guildhall.Storage.SearchIndex;

namespace Guildhall.Community.Search;

/// <summary>From a scope and a form to the answer: asks the index, reads the messages from the store, and shows them.</summary>
internal static class SearchResults
{
    /// <summary>By relevance, the best of so many newest matches are found.</summary>
    private const int RankedMatches = 250;

    private const int RetryAfterSeconds = 5;

    /// <summary>A search costs more than a read, so there are fewer for each caller.</summary>
    public static readonly RouteOptions Rate = RouteOptions.Per(30, 10, "message-search");

    public static async ValueTask<ApiAnswer> Answer(ApiRequest request, SearchForm form, SearchScope scope)
    {
        var house = request.House;
        if (house.Search.Progress is not { IsBuilt: true })
            return new Failure.IndexNotAvailable((int)Math.Min(house.Search.Documents, int.MaxValue), RetryAfterSeconds);
        var (page, found) = form is { ByRelevance: true, Content: not null }
            ? await BestFirst(request, form, scope)
            : await InTime(request, form, scope);
        var threads = await ThreadsOf(request, page, found);
        var user = request.Caller.User;
        var results = new SearchResultsPayload
        {
            TotalResults = page.Total,
            Messages = await Shown(request, found),
            Threads = [.. threads.Select(thread => thread.ShownTo(user))],
            Members = [.. threads.Where(thread => thread.Members.ContainsKey(user)).Select(thread => thread.Shown(thread.Members[user], isOwn: true))],
        };
        return ApiAnswer.Json(results, SearchJson.Default.SearchResultsPayload);
    }

    private static async ValueTask<(SearchPage Page, IReadOnlyList<StoredMessage> Found)> InTime(ApiRequest request, SearchForm form, SearchScope scope)
    {
        var page = await request.House.Search.Find(form.In(scope), request.Cancel);
        return (page, await Read(request, page));
    }

    private static async ValueTask<(SearchPage Page, IReadOnlyList<StoredMessage> Found)> BestFirst(ApiRequest request, SearchForm form, SearchScope scope)
    {
        var query = form.In(scope) with { OldestFirst = false, Offset = 0, Limit = RankedMatches };
        var page = await request.House.Search.Find(query, request.Cancel);
        var ranked = SearchRelevance.BestFirst(form.Content!, await Read(request, page), message => message.Text());
        if (form.Ascending) ranked = ranked.Reverse();
        return (page, [.. ranked.Skip(form.Offset).Take(form.Limit)]);
    }

    // What was deleted a moment ago is still in the index and no longer in the store.
    private static async ValueTask<IReadOnlyList<StoredMessage>> Read(ApiRequest request, SearchPage page)
    {
        if (page.Hits.Count == 0) return [];
        var stored = await request.House.Messages.GetMany([.. page.Hits.Select(hit => (hit.Channel, hit.Message))], request.Cancel);
        var byId = stored.ToDictionary(message => message.Id);
        return [.. page.Hits.Select(hit => byId.GetValueOrDefault(hit.Message)).OfType<StoredMessage>()];
    }

    private static async ValueTask<IReadOnlyList<GuildThread>> ThreadsOf(ApiRequest request, SearchPage page, IReadOnlyList<StoredMessage> found)
    {
        var shown = found.Select(message => message.Id).ToHashSet();
        ChannelId[] threads = [.. page.Hits.Where(hit => hit.IsInThread && shown.Contains(hit.Message)).Select(hit => hit.Channel).Distinct()];
        if (threads.Length == 0) return [];
        var rows = await request.House.GuildRows.Threads(threads, request.Cancel);
        return [.. rows.Select(row => new GuildThread(row))];
    }

    private static async ValueTask<IReadOnlyList<IReadOnlyList<MessagePayload>>> Shown(ApiRequest request, IReadOnlyList<StoredMessage> found)
    {
        var parts = await Task.WhenAll(found
            .GroupBy(message => message.Channel)
            .Select(part => MessageComposer.Compose(request.House, part.Key, [.. part], request.Caller.User, request.Cancel).AsTask()));
        var shown = parts.SelectMany(part => part).ToDictionary(message => message.Id);
        return [.. found.Select(message => (IReadOnlyList<MessagePayload>)[shown[message.Id] with { Hit = true }])];
    }
}
