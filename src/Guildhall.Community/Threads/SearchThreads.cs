using System.Globalization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Threads;

/// <summary>
/// GET /channels/{channel_id}/threads/search: the threads of a channel by words of their names and by tags, archived ones included. It looks
/// at the newest <see cref="LookedAt"/> threads.
/// </summary>
public static class SearchThreads
{
    private const int LookedAt = 50_000;
    private const int PageMax = 25;
    private const int OffsetMax = 9_975;
    private const int SlopMax = 100;
    private static readonly string[] Sortings = ["relevance", "creation_time", "last_message_time", "archive_time"];

    public static void Map(ApiRoutes api) => api.Get("/channels/{channel_id}/threads/search", Handle, RouteOptions.Per(20, 10));

    /// <summary>What is looked for. Times sort downwards unless <paramref name="Upwards"/>.</summary>
    public sealed record Wanted(
        string Name, IReadOnlyList<ForumTagId> Tags, bool AllTags, bool? Archived, ChannelId? MinId, ChannelId? MaxId, string SortBy, bool Upwards, int Limit, int Offset);

    /// <summary>A page of threads with what they began with, and how many there are.</summary>
    public sealed record Found(ThreadsPagePayload Page, IReadOnlyList<StoredMessage> FirstMessages);

    public sealed record Command(ChannelId Channel, Wanted Wanted, Caller Caller) : IGuildCommand<Found>, IChannelCommand
    {
        public async ValueTask<Result<Found>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!entry.Value!.Channel.Type.HoldsThreads()) return new Failure.CannotExecuteOnChannelType();
            await turn.Settled();
            var keys = await turn.Services.Guilds.SearchableThreads(Channel, LookedAt, CancellationToken.None);
            var seesPrivate = entry.Value.Has(Permissions.ManageThreads);
            var matching = Matching(keys, Wanted, seesPrivate);
            ChannelId[] ids = [.. matching.Skip(Wanted.Offset).Take(Wanted.Limit).Select(key => key.Id)];
            var rows = (await turn.Services.Guilds.Threads(ids, CancellationToken.None)).ToDictionary(row => row.Channel.Id);
            var threads = ids.Where(rows.ContainsKey).Select(id => new GuildThread(rows[id])).ToArray();
            List<StoredMessage> first = [];
            foreach (var thread in threads)
            {
                var place = entry.Value.Channel.Type.IsForum() ? thread.Id : Channel;
                if (await turn.Services.Messages.Get(place, new MessageId(thread.Id.Value), CancellationToken.None) is { } message) first.Add(message);
            }

            var page = new ThreadsPagePayload(
                [.. threads.Select(thread => thread.Channel)],
                ThreadListSync.Memberships(threads, Caller.User),
                matching.Count > Wanted.Offset + ids.Length) { TotalResults = matching.Count };
            return new Found(page, first);
        }
    }

    /// <summary>Those that fit, in the order asked for.</summary>
    internal static IReadOnlyList<ThreadKey> Matching(IReadOnlyList<ThreadKey> keys, Wanted wanted, bool seesPrivate)
    {
        var words = wanted.Name.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] tags = [.. wanted.Tags.Select(tag => $",{tag.Number.ToString(CultureInfo.InvariantCulture)},")];
        var matching = keys.Where(key =>
            (seesPrivate || key.Type != ChannelType.PrivateThread)
            && (wanted.Archived is not { } archived || key.IsArchived == archived)
            && (wanted.MinId is not { } min || key.Id.Number > min.Number)
            && (wanted.MaxId is not { } max || key.Id.Number < max.Number)
            && words.All(word => key.NameKey.Contains(word, StringComparison.Ordinal))
            && (tags.Length == 0 || (wanted.AllTags
                ? tags.All(tag => key.Tags.Contains(tag, StringComparison.Ordinal))
                : tags.Any(tag => key.Tags.Contains(tag, StringComparison.Ordinal)))));
        var name = string.Join(' ', words);
        Func<ThreadKey, long> order = wanted.SortBy switch
        {
            "creation_time" => key => (long)key.Id.Number,
            "archive_time" => key => key.ArchivedAt.UtcTicks,
            "relevance" => key => key.NameKey == name ? 2 : key.NameKey.StartsWith(name, StringComparison.Ordinal) ? 1 : 0,
            _ => key => (long)key.LastMessage.Number,
        };
        return wanted.Upwards
            ? [.. matching.OrderBy(order).ThenBy(key => key.Id.Number)]
            : [.. matching.OrderByDescending(order).ThenByDescending(key => key.Id.Number)];
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var wanted = Read(request);
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(channel, new Command(channel, wanted, request.Caller), request.Cancel);
        if (!found.IsOk) return found.Failure;
        List<MessagePayload> first = [];
        foreach (var messages in found.Value!.FirstMessages.GroupBy(message => message.Channel))
            first.AddRange(await MessageComposer.Compose(request.House, messages.Key, [.. messages], request.Caller.User, request.Cancel));
        return ApiAnswer.Json(found.Value.Page with { FirstMessages = first }, ThreadJson.Default.ThreadsPagePayload);
    }

    private static Wanted Read(ApiRequest request)
    {
        var name = (request.Query("name") ?? "").Trim();
        if (name.Length > Limits.ChannelNameMax) request.Error("name", "BASE_TYPE_MAX_LENGTH", $"Must be {Limits.ChannelNameMax} or fewer in length.");
        request.QueryInt("slop", 0, 0, SlopMax);
        bool? archived = request.Query("archived") is null ? null : request.QueryFlag("archived");
        return new Wanted(
            name,
            Tags(request),
            Choice(request, "tag_setting", "match_some", "match_all") == "match_all",
            archived,
            request.QueryId<ChannelId>("min_id"),
            request.QueryId<ChannelId>("max_id"),
            Choice(request, "sort_by", name.Length > 0 ? "relevance" : "last_message_time", Sortings),
            Choice(request, "sort_order", "desc", "asc") == "asc",
            request.QueryInt("limit", PageMax, 1, PageMax),
            request.QueryInt("offset", 0, 0, OffsetMax));
    }

    // tag=1&tag=2, or tag=1,2.
    private static List<ForumTagId> Tags(ApiRequest request)
    {
        List<ForumTagId> tags = [];
        foreach (var text in request.Http.Request.Query["tag"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (tags.Count == Limits.TagsPerForum) request.Error("tag", "BASE_TYPE_MAX_LENGTH", $"Must be {Limits.TagsPerForum} or fewer in length.");
            if (tags.Count > Limits.TagsPerForum) break;
            if (Snowflake.TryParse(text, out var id)) tags.Add(new ForumTagId(id));
            else request.Error("tag", "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not snowflake.");
        }

        return tags;
    }

    private static string Choice(ApiRequest request, string name, string fallback, params ReadOnlySpan<string> others)
    {
        if (request.Query(name) is not { } text || text == fallback) return fallback;
        if (others.Contains(text)) return text;
        request.Error(name, "BASE_TYPE_CHOICES", $"Value must be one of {{'{fallback}', '{string.Join("', '", others.ToArray())}'}}.");
        return fallback;
    }
}
