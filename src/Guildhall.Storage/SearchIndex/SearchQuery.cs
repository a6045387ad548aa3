using Guildhall.Protocol;

namespace Guildhall.Storage.SearchIndex;

/// <summary>What to look for, and where.</summary>
public sealed record SearchQuery
{
    /// <summary>How many matches beyond the page are counted; the rest is not.</summary>
    public const int CountedBeyondPage = 1_000;

    public required GuildId Guild { get; init; }

    /// <summary>The places (<see cref="SearchPlace"/>) that may be searched: nothing is found in any other.</summary>
    public required IReadOnlyList<ChannelId> Places { get; init; }

    /// <summary>The channels of which every private thread may be searched too.</summary>
    public IReadOnlyList<ChannelId> ManagedPlaces { get; init; } = [];

    /// <summary>The guild's other places, if known: leaving out a few is faster than naming many. It never widens what is found.</summary>
    public IReadOnlyList<ChannelId> OtherPlaces { get; init; } = [];

    /// <summary>Only messages of these channels and threads; empty for all.</summary>
    public IReadOnlyList<ChannelId> Within { get; init; } = [];

    /// <summary>
    /// Words as a person writes them, of which all must occur near each other; parts in double quotes must occur as they are. Case,
    /// accents and punctuation do not matter. Null for whatever content.
    /// </summary>
    public string? Content { get; init; }

    /// <summary>How many words may stand between the words of <see cref="Content"/>, in whatever order.</summary>
    public int Slop { get; init; }

    /// <summary>Facts of which each must hold.</summary>
    public IReadOnlyList<SearchFilter> Filters { get; init; } = [];

    /// <summary>Only messages with ids greater than this.</summary>
    public MessageId After { get; init; }

    /// <summary>Only messages with ids smaller than this; null for no bound.</summary>
    public MessageId? Before { get; init; }

    public bool OldestFirst { get; init; }

    public int Offset { get; init; }

    public required int Limit { get; init; }
}

/// <summary>
/// Holds for messages with any of these values of a fact; <paramref name="IsExcluded"/>: with none of them.
/// </summary>
public sealed record SearchFilter(SearchFact Fact, IReadOnlyList<string> AnyOf, bool IsExcluded = false);

/// <summary>Matches in order, and how many there are: exactly, or at least <see cref="SearchQuery.CountedBeyondPage"/> more than the page's end.</summary>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, int Total);

/// <summary>Where a match is.</summary>
public readonly record struct SearchHit(ChannelId Channel, MessageId Message, bool IsInThread);
