using System.Text.Json.Serialization;
using Guildhall.Protocol;

namespace Guildhall.Community.Search;

/// <summary>What a search answers: each hit is a group of its own.</summary>
public sealed record SearchResultsPayload
{
    public bool DoingDeepHistoricalIndex { get; init; }

    /// <summary>Exact up to a bound beyond the page; see <see cref="Storage.SearchIndex.SearchQuery.CountedBeyondPage"/>.</summary>
    public required int TotalResults { get; init; }

    public required IReadOnlyList<IReadOnlyList<MessagePayload>> Messages { get; init; }

    /// <summary>The threads that hits are in.</summary>
    public IReadOnlyList<ChannelPayload> Threads { get; init; } = [];

    /// <summary>Which of these the searcher has joined.</summary>
    public IReadOnlyList<ThreadMemberPayload> Members { get; init; } = [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SearchResultsPayload))]
internal sealed partial class SearchJson : JsonSerializerContext;
