using System.Globalization;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Threads;

/// <summary>
/// GET /channels/{channel_id}/threads/archived/public and …/private, latest archived first, and …/users/@me/threads/archived/private:
/// the private ones that the caller has joined, newest first.
/// </summary>
public static class ListArchivedThreads
{
    private const int PageMin = 2;
    private const int PageMax = 100;
    private const int PageDefault = 50;

    public static void Map(ApiRoutes api)
    {
        api.Get("/channels/{channel_id}/threads/archived/public", request => Handle(request, isPrivate: false));
        api.Get("/channels/{channel_id}/threads/archived/private", request => Handle(request, isPrivate: true));
        api.Get("/channels/{channel_id}/users/@me/threads/archived/private", HandleJoined);
    }

    /// <param name="Channel">Where.</param>
    /// <param name="IsPrivate">Private threads, or all others.</param>
    /// <param name="OnlyJoined">Only the caller's own.</param>
    /// <param name="Before">Only those archived earlier.</param>
    /// <param name="BeforeId">Of the joined ones: only older ones.</param>
    /// <param name="Limit">2 to 100.</param>
    /// <param name="Caller">Who asks.</param>
    public sealed record Command(
        ChannelId Channel, bool IsPrivate, bool OnlyJoined, DateTimeOffset? Before, ChannelId? BeforeId, int Limit, Caller Caller)
        : IGuildCommand<ThreadsPagePayload>, IChannelCommand
    {
        public async ValueTask<Result<ThreadsPagePayload>> Run(GuildTurn turn)
        {
            var needed = Permissions.ReadMessageHistory;
            if (IsPrivate && !OnlyJoined) needed |= Permissions.ManageThreads;
            var entry = turn.State.Enter(Channel, Caller, needed, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!entry.Value!.Channel.Type.HoldsThreads()) return new Failure.CannotExecuteOnChannelType();
            await turn.Settled();
            var query = new ArchivedThreads(Channel, IsPrivate, Before, OnlyJoined ? Caller.User : null, BeforeId, Limit + 1);
            var rows = await turn.Services.Guilds.Archived(query, CancellationToken.None);
            var threads = rows.Take(Limit).Select(row => new GuildThread(row)).ToArray();
            return new ThreadsPagePayload(
                [.. threads.Select(thread => thread.Channel)], ThreadListSync.Memberships(threads, Caller.User), rows.Count > Limit);
        }
    }

    private static ValueTask<ApiAnswer> Handle(ApiRequest request, bool isPrivate)
    {
        DateTimeOffset? before = null;
        if (request.Query("before") is { } text)
        {
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)) before = moment.ToUniversalTime();
            else request.Error("before", "DATE_TIME_TYPE_PARSE", "Could not parse the value. Should be ISO8601.");
        }

        return Answer(request, isPrivate, onlyJoined: false, before, null);
    }

    private static ValueTask<ApiAnswer> HandleJoined(ApiRequest request) =>
        Answer(request, isPrivate: true, onlyJoined: true, null, request.QueryId<ChannelId>("before"));

    private static async ValueTask<ApiAnswer> Answer(ApiRequest request, bool isPrivate, bool onlyJoined, DateTimeOffset? before, ChannelId? beforeId)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var limit = request.QueryInt("limit", PageDefault, PageMin, PageMax);
        if (request.Failure is { } invalid) return invalid;
        var command = new Command(channel, isPrivate, onlyJoined, before, beforeId, limit, request.Caller);
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, command, request.Cancel), ThreadJson.Default.ThreadsPagePayload);
    }
}
