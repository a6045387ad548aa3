using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>
/// GET /channels/{channel_id}/messages: a page of history, newest first. The guild decides who may read; the latest page comes from
/// its memory, and is answered as ready bytes for as long as nothing in it changes. Other pages come from the store.
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

    public sealed record Answer(Source Source, long Version, IReadOnlyList<StoredMessage> Messages);

    /// <param name="Channel">Which channel.</param>
    /// <param name="Caller">Who asks.</param>
    /// <param name="IsLatest">True for the newest messages.</param>
    /// <param name="Limit">1 to 100.</param>
    /// <param name="KnownVersion">Of the page that the asker's node has; 0 for none.</param>
    public sealed record Command(ChannelId Channel, Caller Caller, bool IsLatest, int Limit, long KnownVersion) : IGuildCommand<Answer>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Answer>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!TextChannels.Includes(entry.Value!.Channel.Type)) return new Failure.CannotExecuteOnChannelType();
            if (!entry.Value.Has(Permissions.ReadMessageHistory)) return new Answer(Source.Here, 0, []);
            if (!IsLatest) return new Answer(Source.Store, 0, []);
            var log = await turn.Logs.Open(turn, Channel);
            if (log.Version == KnownVersion) return new Answer(Source.Unchanged, KnownVersion, []);
            if (log.Latest(Limit) is { } latest) return new Answer(Source.Here, log.Version, latest);
            await turn.Settled();
            return new Answer(Source.Store, 0, []);
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
        var known = isLatest ? house.History.Find(channel, limit) : null;
        var command = new Command(channel, request.Caller, isLatest, limit, known?.Version ?? 0);
        var answer = await house.Guilds.Ask(channel, command, request.Cancel);
        if (!answer.IsOk) return answer.Failure;
        if (answer.Value!.Source == Source.Unchanged) return ApiAnswer.Bytes(known!.Body);
        var page = answer.Value.Source == Source.Here
            ? answer.Value.Messages
            : await house.Messages.Page(channel, kind, anchor, limit, request.Cancel);
        var shown = await MessageComposer.Compose(house, channel, page, request.Caller.User, request.Cancel);
        var body = JsonSerializer.SerializeToUtf8Bytes(shown, PayloadJson.Default.IReadOnlyListMessagePayload);
        if (answer.Value.Version != 0 && IsSameForAll(page)) house.History.Keep(channel, limit, answer.Value.Version, body);
        return ApiAnswer.Bytes(body);
    }

    // "me" of a reaction or a vote depends on who looks, and a thread changes without its channel.
    private static bool IsSameForAll(IReadOnlyList<StoredMessage> page)
    {
        foreach (var message in page)
        {
            if (message.HasReactions || message.Extra?.Poll is not null || (message.Flags & MessageFlags.HasThread) != 0) return false;
        }

        return true;
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
