using Guildhall.Protocol;

namespace Guildhall.Storage.SearchIndex;

/// <summary>
/// Finds messages by what is in them. It is derived from the store, in a file of its own, and can be thrown away: whoever feeds it
/// (a follower of the event log) tells it after each change, and builds it anew from the store when it is new.
/// Changes are made by one caller at a time; searches run beside them and see every finished change.
/// </summary>
public interface ISearchIndex
{
    /// <summary>How far it reaches; null while it is new and nobody has begun to fill it.</summary>
    SearchProgress? Progress { get; }

    /// <summary>Messages in it.</summary>
    long Documents { get; }

    /// <summary>Empties it and notes where its filling begins.</summary>
    ValueTask Begin(SearchProgress start, CancellationToken cancel);

    /// <summary>Makes a change and notes how far it reaches now, together or not at all. Doing it twice does no harm.</summary>
    ValueTask Apply(SearchChange change, CancellationToken cancel);

    /// <summary>Removes some of what deleted channels and guilds have left. True while there is more.</summary>
    ValueTask<bool> Clean(CancellationToken cancel);

    /// <summary>
    /// One bounded step of writing the file anew without what was deleted from it; true while there is more. Until that is done, words
    /// of deleted messages stay in the file, though no search finds them.
    /// </summary>
    /// <param name="begins">True for the first step.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask<bool> Compact(bool begins, CancellationToken cancel);

    /// <summary>A page of what matches, in channels of the query alone.</summary>
    ValueTask<SearchPage> Find(SearchQuery query, CancellationToken cancel);
}
