using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Guilds;

/// <summary>GET /guilds/{guild_id}/preview: for members; no guild here is open to be looked at from outside.</summary>
public static class GetGuildPreview
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/preview", Handle);

    public sealed record Command(Caller Caller) : IGuildCommand<GuildPreviewPayload>
    {
        public ValueTask<Result<GuildPreviewPayload>> Run(GuildTurn turn)
        {
            // To those outside the guild does not exist.
            if (!turn.State.Members.ContainsKey(Caller.User)) return ValueTask.FromResult<Result<GuildPreviewPayload>>(new Failure.UnknownGuild());
            var guild = turn.State.Guild;
            return ValueTask.FromResult<Result<GuildPreviewPayload>>(new GuildPreviewPayload
            {
                Id = guild.Id,
                Name = guild.Name,
                Icon = guild.Icon,
                Description = guild.Description,
                HomeHeader = guild.HomeHeader,
                Splash = guild.Splash,
                DiscoverySplash = guild.DiscoverySplash,
                Features = guild.Features,
                ApproximateMemberCount = turn.State.Members.Count,
                ApproximatePresenceCount = turn.State.Presences.Count,
                Emojis = turn.State.Shown().Emojis,
            });
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        return ApiAnswer.Of(found, GuildJson.Default.GuildPreviewPayload);
    }
}
