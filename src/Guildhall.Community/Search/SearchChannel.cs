using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Search;

/// <summary>
/// GET /channels/{channel_id}/messages/search: the same in one channel or thread, for those who may read its history. A forum is searched
/// with all its posts.
/// </summary>
public static class SearchChannel
{
    public static void Map(ApiRoutes api) => api.Get("/channels/{channel_id}/messages/search", Handle, SearchResults.Rate);

    public sealed record Command(ChannelId Channel, Caller Caller, bool IncludeAgeRestricted) : IGuildCommand<SearchScope>, IChannelCommand, IAlsoInPrivate
    {
        public ValueTask<Result<SearchScope>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<SearchScope> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var channel = entry.Value!.Channel;
            var isForum = channel.Type is ChannelType.GuildForum or ChannelType.GuildMedia;
            if (!isForum && !TextChannels.Includes(channel.Type)) return new Failure.CannotExecuteOnChannelType();
            // What is said in a public thread is found where its channel's messages are.
            var parent = channel.Type.IsThread() ? turn.State.Channels.GetValueOrDefault(channel.ParentId!.Value) : null;
            var place = parent is null || channel.Type == ChannelType.PrivateThread ? channel.Id : parent.Id;
            ChannelId[] open = (channel.Nsfw || parent is { Nsfw: true }) && !IncludeAgeRestricted ? [] : [place];
            return new SearchScope(turn.GuildId, new ReadablePlaces(open, [], []), isForum ? [] : [channel.Id]);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var form = SearchForm.Read(request);
        if (request.Failure is { } invalid) return invalid;
        var scope = await request.House.Guilds.Ask(channel, new Command(channel, request.Caller, form.IncludeAgeRestricted), request.Cancel);
        return scope.IsOk ? await SearchResults.Answer(request, form, scope.Value!) : scope.Failure;
    }
}
