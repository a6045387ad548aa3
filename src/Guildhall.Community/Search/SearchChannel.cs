using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Search;

/// <summary>GET /channels/{channel_id}/messages/search: the same in one channel, for those who may read its history.</summary>
public static class SearchChannel
{
    public static void Map(ApiRoutes api) => api.Get("/channels/{channel_id}/messages/search", Handle, SearchResults.Rate);

    public sealed record Command(ChannelId Channel, Caller Caller, bool IncludeAgeRestricted) : IGuildCommand<SearchScope>
    {
        public ValueTask<Result<SearchScope>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<SearchScope> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var channel = entry.Value!.Channel;
            if (!TextChannels.Includes(channel.Type)) return new Failure.CannotExecuteOnChannelType();
            ChannelId[] open = channel.Nsfw && !IncludeAgeRestricted ? [] : [channel.Id];
            return new SearchScope(turn.GuildId, new ReadablePlaces(open, [], []), [channel.Id]);
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
