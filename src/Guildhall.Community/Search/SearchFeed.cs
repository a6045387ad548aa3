using Guildhall.Community.User;
using Guildhall.Community.Workers;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.SearchIndex;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Search;

/// <summary>
/// Keeps the search index at the store's side. An entry of the log that names a message has it read and indexed as it is now, or taken
/// out when it is gone; so the same entry may come twice, and in between the store may be read through from the beginning
/// (<see cref="BuildSome"/>), as long as only one of these happens at a time.
/// </summary>
public sealed class SearchFeed(ISearchIndex index, CommunityStores stores, UserDirectory users) : ILogFollower, IDisposable
{
    /// <summary>Messages that one step of building reads at most.</summary>
    public const int BuiltPerStep = 500;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "search";

    /// <summary>Completes when the index is known to be of this store, and may be built and cleaned.</summary>
    public Task Opened => _opened.Task;

    /// <summary>
    /// Where the index stands by itself. One that is new, or of another past (the store is a restored copy), begins anew at the end of
    /// the log, and everything stored until then is read from the store.
    /// </summary>
    public async ValueTask<long> Open(long saved, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            if (index.Progress is null || !await IsOfThisPast(index.Progress, cancel))
            {
                var end = await stores.EventLog.EndPosition(cancel);
                await index.Begin(new SearchProgress { Position = end, PositionAt = await LoggedAt(end, cancel) }, cancel);
            }

            _opened.TrySetResult();
            return index.Progress!.Position;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async ValueTask<IReadOnlyList<RowChange>> Follow(IReadOnlyList<PositionedEntry> batch, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            var touched = new HashSet<(ChannelId, MessageId)>();
            List<ChannelId> goneChannels = [];
            List<GuildId> goneGuilds = [];
            foreach (var (_, _, entry) in batch) Sort(entry, touched, goneChannels, goneGuilds);
            var found = await stores.Messages.GetMany([.. touched], cancel);
            touched.ExceptWith(found.Select(message => (message.Channel, message.Id)));
            await index.Apply(
                new SearchChange
                {
                    Puts = await DocumentsOf(found, cancel),
                    Gone = [.. touched.Select(gone => gone.Item2)],
                    GoneChannels = goneChannels,
                    GoneGuilds = goneGuilds,
                    Progress = index.Progress! with { Position = batch[^1].Position, PositionAt = batch[^1].At },
                },
                cancel);
            return [];
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Indexes the next messages of the store; false when all are read.</summary>
    public async ValueTask<bool> BuildSome(CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            if (index.Progress is not { IsBuilt: false } progress) return false;
            var stretch = await stores.Messages.Scan(progress.BuiltChannel, progress.BuiltMessage, BuiltPerStep, cancel);
            await index.Apply(
                new SearchChange
                {
                    Puts = await DocumentsOf(stretch.Messages, cancel),
                    Progress = progress with { BuiltChannel = stretch.Channel, BuiltMessage = stretch.Last, IsBuilt = stretch.IsEnd },
                },
                cancel);
            return !stretch.IsEnd;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Removes some of what deleted channels and guilds have left; false when nothing is left.</summary>
    public ValueTask<bool> CleanSome(CancellationToken cancel) => Alone(() => index.Clean(cancel), cancel);

    /// <summary>One step of <see cref="ISearchIndex.Compact"/>.</summary>
    public ValueTask<bool> CompactSome(bool begins, CancellationToken cancel) => Alone(() => index.Compact(begins, cancel), cancel);

    public void Dispose() => _oneAtATime.Dispose();

    private static void Sort(
        LogEntry entry, HashSet<(ChannelId, MessageId)> touched, List<ChannelId> goneChannels, List<GuildId> goneGuilds)
    {
        switch (entry.Type)
        {
            case "GUILD_DELETE":
                goneGuilds.Add(entry.Guild);
                break;
            case "CHANNEL_DELETE" or "THREAD_DELETE":
                if (LoggedIds.Of(entry).Channel is { } gone) goneChannels.Add(gone);
                break;
            default:
                // Whatever names a message may have changed it, except who reacted.
                if (entry.Type.StartsWith("MESSAGE_REACTION", StringComparison.Ordinal)) break;
                if (LoggedIds.Of(entry) is { Channel: { } channel, Message: { } message }) touched.Add((channel, message));
                break;
        }
    }

    private async ValueTask<IReadOnlyList<SearchDocument>> DocumentsOf(IReadOnlyList<StoredMessage> messages, CancellationToken cancel)
    {
        if (messages.Count == 0) return [];
        var authors = await users.Get(messages.Select(message => message.Author), cancel);
        var answered = await AnsweredBy(messages, cancel);
        var threads = (await stores.Guilds.ThreadPlaces([.. messages.Select(message => message.Channel).Distinct()], cancel)).ToDictionary(place => place.Id);
        return
        [
            .. messages.Select(message => new SearchDocument(
                message,
                KindOf(message, authors[message.Author]),
                Target(message) is { } target && answered.TryGetValue(target, out var author) ? author : null,
                PlaceOf(message.Channel, threads.GetValueOrDefault(message.Channel)))),
        ];
    }

    private static SearchPlace PlaceOf(ChannelId channel, ThreadPlace? thread) =>
        thread is null ? new SearchPlace(channel) : thread.IsPrivate ? new SearchPlace(channel, thread.Parent) : new SearchPlace(thread.Parent);

    private static string KindOf(StoredMessage message, UserPayload author) =>
        message.Extra?.Webhook is not null ? "webhook" : author.Bot == true ? "bot" : "user";

    private async ValueTask<Dictionary<(ChannelId, MessageId), UserId>> AnsweredBy(IReadOnlyList<StoredMessage> messages, CancellationToken cancel)
    {
        var targets = messages.Select(Target).OfType<(ChannelId, MessageId)>().Distinct().ToArray();
        if (targets.Length == 0) return [];
        var found = await stores.Messages.GetMany(targets, cancel);
        return found.ToDictionary(message => (message.Channel, message.Id), message => message.Author);
    }

    private static (ChannelId, MessageId)? Target(StoredMessage message) =>
        message.Type == MessageType.Reply && message.Extra?.Reference is { MessageId: { } id } reference ? (reference.ChannelId, id) : null;

    private async ValueTask<bool> IsOfThisPast(SearchProgress progress, CancellationToken cancel) =>
        await LoggedAt(progress.Position, cancel) == progress.PositionAt;

    private async ValueTask<DateTimeOffset?> LoggedAt(long position, CancellationToken cancel) =>
        await stores.EventLog.ReadAfter(position - 1, 1, cancel) is [{ } entry] && entry.Position == position ? entry.At : null;

    private async ValueTask<bool> Alone(Func<ValueTask<bool>> step, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            return await step();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
