using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.SearchIndex;

namespace Guildhall.Community.Search;

/// <summary>The query of a search as both operations read it: what is looked for, without where.</summary>
internal sealed record SearchForm
{
    private static readonly string[] AuthorTypes = ["user", "bot", "webhook", "-user", "-bot", "-webhook"];

    private static readonly string[] Things =
    [
        "link", "embed", "file", "image", "video", "sound", "sticker", "poll", "snapshot",
        "-link", "-embed", "-file", "-image", "-video", "-sound", "-sticker", "-poll", "-snapshot",
    ];

    private static readonly string[] EmbedTypes = ["image", "video", "gif", "sound", "article"];

    public string? Content { get; private init; }

    public int Slop { get; private init; }

    public required IReadOnlyList<SearchFilter> Filters { get; init; }

    public MessageId After { get; private init; }

    public MessageId? Before { get; private init; }

    /// <summary>True for the best matches first (of the newest ones); otherwise time decides.</summary>
    public bool ByRelevance { get; private init; }

    public bool Ascending { get; private init; }

    public int Offset { get; private init; }

    public int Limit { get; private init; }

    /// <summary>Whether age-restricted channels are searched too.</summary>
    public bool IncludeAgeRestricted { get; private init; }

    /// <summary>Reads the query; errors are noted in the request.</summary>
    public static SearchForm Read(ApiRequest request) => new()
    {
        Content = Text(request, "content", Limits.SearchContentMax),
        Slop = request.QueryInt("slop", Limits.SearchSlopDefault, 0, Limits.SearchSlopMax),
        Filters = [.. FiltersOf(request)],
        After = request.QueryId<MessageId>("min_id") ?? default,
        Before = request.QueryId<MessageId>("max_id"),
        ByRelevance = Choice(request, "sort_by", "timestamp", "relevance") == "relevance",
        Ascending = Choice(request, "sort_order", "desc", "asc") == "asc",
        Offset = request.QueryInt("offset", 0, 0, Limits.SearchOffsetMax),
        Limit = request.QueryInt("limit", Limits.SearchPageMax, 1, Limits.SearchPageMax),
        IncludeAgeRestricted = request.QueryFlag("include_nsfw"),
    };

    /// <summary>The ids of a parameter that may be given several times.</summary>
    public static IReadOnlyList<string> Ids(ApiRequest request, string name, int most) =>
        List(request, name, most, (text, at) =>
        {
            if (!Snowflake.TryParse(text, out _)) request.Error(at, "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not snowflake.");
        });

    /// <summary>The query of the index for a set of channels.</summary>
    public SearchQuery In(SearchScope scope) => new()
    {
        Guild = scope.Guild,
        Places = scope.Places.Open,
        ManagedPlaces = scope.Places.Managed,
        OtherPlaces = scope.Places.Closed,
        Within = scope.Within,
        Content = Content,
        Slop = Slop,
        Filters = Filters,
        After = After,
        Before = Before,
        OldestFirst = Ascending,
        Offset = Offset,
        Limit = Limit,
    };

    private static IEnumerable<SearchFilter> FiltersOf(ApiRequest request)
    {
        List<SearchFilter?> filters =
        [
            AnyOf(SearchFact.Author, Ids(request, "author_id", Limits.SearchValuesMax)),
            AnyOf(SearchFact.MentionedUser, Ids(request, "mentions", Limits.SearchValuesMax)),
            AnyOf(SearchFact.MentionedRole, Ids(request, "mentions_role_id", Limits.SearchValuesMax)),
            AnyOf(SearchFact.RepliedToUser, Ids(request, "replied_to_user_id", Limits.SearchValuesMax)),
            AnyOf(SearchFact.RepliedToMessage, Ids(request, "replied_to_message_id", Limits.SearchValuesMax)),
            AnyOf(SearchFact.LinkHost, Texts(request, "link_hostname", Limits.SearchNameMax)),
            AnyOf(SearchFact.EmbedProvider, Texts(request, "embed_provider", Limits.SearchNameMax)),
            AnyOf(SearchFact.AttachmentExtension, Texts(request, "attachment_extension", Limits.SearchNameMax)),
            AnyOf(SearchFact.AttachmentName, Texts(request, "attachment_filename", Limits.SearchFileNameMax)),
            // What is called gif here is gifv in an embed.
            AnyOf(SearchFact.EmbedType, [.. Choices(request, "embed_type", EmbedTypes).Select(type => type == "gif" ? "gifv" : type)]),
            Flag(request, "mention_everyone", SearchFact.MentionsEveryone),
            Flag(request, "pinned", SearchFact.Pinned),
        ];
        var kinds = Choices(request, "author_type", AuthorTypes);
        filters.Add(AnyOf(SearchFact.AuthorKind, [.. kinds.Where(kind => kind[0] != '-')]));
        filters.Add(AnyOf(SearchFact.AuthorKind, [.. kinds.Where(kind => kind[0] == '-').Select(kind => kind[1..])], isExcluded: true));
        foreach (var thing in Choices(request, "has", Things)) filters.Add(new SearchFilter(SearchFact.Has, [thing.TrimStart('-')], thing[0] == '-'));
        return filters.OfType<SearchFilter>();
    }

    private static SearchFilter? AnyOf(SearchFact fact, IReadOnlyList<string> values, bool isExcluded = false) =>
        values.Count == 0 ? null : new SearchFilter(fact, values, isExcluded);

    private static SearchFilter? Flag(ApiRequest request, string name, SearchFact fact) =>
        string.IsNullOrEmpty(request.Query(name)) ? null : new SearchFilter(fact, ["true"], IsExcluded: !request.QueryFlag(name));

    private static string? Text(ApiRequest request, string name, int longest)
    {
        if (request.Query(name) is not { Length: > 0 } text) return null;
        if (text.Length > longest) request.Error(name, "BASE_TYPE_MAX_LENGTH", $"Must be {longest} or fewer in length.");
        return text;
    }

    private static string[] Texts(ApiRequest request, string name, int longest) =>
        List(request, name, Limits.SearchValuesMax, (text, at) =>
        {
            if (text.Length > longest) request.Error(at, "BASE_TYPE_MAX_LENGTH", $"Must be {longest} or fewer in length.");
        });

    private static string[] Choices(ApiRequest request, string name, string[] allowed) =>
        List(request, name, allowed.Length, (text, at) =>
        {
            if (!allowed.Contains(text)) request.Error(at, "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", allowed)}}}.");
        });

    private static string Choice(ApiRequest request, string name, params string[] allowed)
    {
        if (request.Query(name) is not { Length: > 0 } text) return allowed[0];
        if (!allowed.Contains(text)) request.Error(name, "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", allowed)}}}.");
        return text;
    }

    private static string[] List(ApiRequest request, string name, int most, Action<string, string> check)
    {
        var values = request.QueryAll(name);
        if (values.Count == 0) return [];
        string[] distinct = [.. values.Distinct()];
        if (distinct.Length > most) request.Error(name, "BASE_TYPE_MAX_LENGTH", $"Must be {most} or fewer in length.");
        else for (var i = 0; i < distinct.Length; i++) check(distinct[i], $"{name}.{i}");
        return distinct;
    }
}
