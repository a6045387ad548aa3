using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Search;

/// <summary>
/// GET /guilds/{guild_id}/messages/search: messages by content, author, what they have, and more, in the channels whose history the
/// caller may read. The guild says which these are; the index never looks elsewhere. 202 while the index is being built.
/// </summary>
public static class SearchGuild
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/messages/search", Handle, SearchResults.Rate);

    /// <param name="Caller">Who searches.</param>
    /// <param name="Only">The channels to search; empty for all.</param>
    /// <param name="IncludeAgeRestricted">Whether age-restricted channels are searched too.</param>
    public sealed record Command(Caller Caller, IReadOnlyList<ChannelId> Only, bool IncludeAgeRestricted) : IGuildCommand<SearchScope>
    {
        public ValueTask<Result<SearchScope>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<SearchScope> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            return new SearchScope(turn.GuildId, turn.State.ReadableBy(entry.Value!.Member, turn.Now, IncludeAgeRestricted), Only);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var form = SearchForm.Read(request);
        var only = SearchForm.Ids(request, "channel_id", Limits.SearchChannelsMax);
        if (request.Failure is { } invalid) return invalid;
        ChannelId[] channels = [.. only.Select(text => ChannelId.From(Snowflake.TryParse(text, out var id) ? id : default))];
        var scope = await request.House.Guilds.Ask(guild, new Command(request.Caller, channels, form.IncludeAgeRestricted), request.Cancel);
        return scope.IsOk ? await SearchResults.Answer(request, form, scope.Value!) : scope.Failure;
    }
}
