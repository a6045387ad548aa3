using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>
/// GET /channels/{channel_id}/messages: a page of history, newest first. The guild decides who may read; the latest page comes from
/// its memory, and is answered as ready bytes for as long as nothing in it changes. Other pages come from its memory too as far as they lie
/// there, or else from the store.
/// </summary>
public static class GetMessages
{
    public static void Map(ApiRoutes api) => api.Get("/channels/{channel_id}/messages", Handle);

    /// <summary>Where the page is.</summary>
    public enum Source
    {
        /// <summary>The asker's bytes of <see cref="Answer.Version"/> still hold.</summary>
        Unchanged,

        /// <summary>In the answer.</summary>
        Here,

        /// <summary>In the store: the caller may read it there.</summary>
        Store,
    }

    /// <param name="Source">Where the page is.</param>
    /// <param name="Version">Of the channel's log; 0 for a page that is not of it.</param>
    /// <param name="Messages">Newest first.</param>
    /// <param name="Versions">Of what each message shows.</param>
    public sealed record Answer(Source Source, long Version, IReadOnlyList<StoredMessage> Messages, IReadOnlyList<long> Versions)
    {
        public static Answer Of(Source source, long version = 0) => new(source, version, [], []);
    }

    /// <param name="Channel">Which channel.</param>
    /// <param name="Caller">Who asks.</param>
    /// <param name="Kind">Where the page is in the channel.</param>
    /// <param name="Anchor">The message before, after or around which it is.</param>
    /// <param name="Limit">1 to 100.</param>
    /// <param name="KnownVersion">Of the newest page that the asker's node has; 0 for none.</param>
    public sealed record Command(ChannelId Channel, Caller Caller, PageKind Kind, MessageId Anchor, int Limit, long KnownVersion) : IGuildCommand<Answer>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Answer>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!TextChannels.Includes(entry.Value!.Channel.Type)) return new Failure.CannotExecuteOnChannelType();
            if (!entry.Value.Has(Permissions.ReadMessageHistory)) return Answer.Of(Source.Here);
            // Somebody who reads far back is no reason to have the newest messages in memory.
            var log = Kind == PageKind.Latest ? await turn.Logs.Open(turn, Channel) : turn.Logs.IfOpen(Channel);
            if (log?.Version == KnownVersion) return Answer.Of(Source.Unchanged, KnownVersion);
            if (log?.Page(Kind, Anchor, Limit) is { } page) return new Answer(Source.Here, log.Version, page.Messages, page.Versions);
            if (Kind == PageKind.Latest) await turn.Settled();
            return Answer.Of(Source.Store);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var limit = request.QueryInt("limit", Limits.HistoryPageDefault, 1, Limits.HistoryPageMax);
        var (kind, anchor) = Anchor(request);
        if (request.Failure is { } invalid) return invalid;
        var house = request.House;
        var isLatest = kind == PageKind.Latest;
        var known = isLatest && house.History.Find(channel, limit) is { IsSameForAll: true } page ? page : null;
        var command = new Command(channel, request.Caller, kind, anchor, limit, known?.Version ?? 0);
        var answered = await house.Guilds.Ask(channel, command, request.Cancel);
        if (!answered.IsOk) return answered.Failure;
        var answer = answered.Value!;
        if (answer.Source == Source.Unchanged)
        {
            house.Reads.NewestPages.Hit();
            return ApiAnswer.Bytes(known!.Body);
        }

        if (answer.Source == Source.Here) return ApiAnswer.Bytes(await house.Latest.Compose(channel, limit, answer, request.Caller.User, isLatest && answer.Version != 0, request.Cancel));
        var stored = await house.Pages.Get(new PageKey(channel, kind, anchor, limit), key => house.Messages.Page(key.Channel, key.Kind, key.Anchor, key.Limit, CancellationToken.None), request.Cancel);
        var shown = await MessageComposer.Compose(house, channel, stored, request.Caller.User, request.Cancel);
        return ApiAnswer.Bytes(JsonSerializer.SerializeToUtf8Bytes(shown, PayloadJson.Default.IReadOnlyListMessagePayload));
    }

    // around, before and after exclude each other.
    private static (PageKind Kind, MessageId Anchor) Anchor(ApiRequest request)
    {
        var around = request.QueryId<MessageId>("around");
        var before = request.QueryId<MessageId>("before");
        var after = request.QueryId<MessageId>("after");
        var given = (around is null ? 0 : 1) + (before is null ? 0 : 1) + (after is null ? 0 : 1);
        if (given > 1) request.Error("around", "MESSAGE_QUERY_EXCLUSIVE", "Only one of around, before and after may be given.");
        if (around is { } middle) return (PageKind.Around, middle);
        if (before is { } end) return (PageKind.Before, end);
        return after is { } start ? (PageKind.After, start) : (PageKind.Latest, default);
    }
}

/// <summary>One page of one channel in the store.</summary>
internal readonly record struct PageKey(ChannelId Channel, PageKind Kind, MessageId Anchor, int Limit);
