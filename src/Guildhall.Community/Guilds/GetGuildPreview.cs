using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Guilds;

/// <summary>GET /guilds/{guild_id}/preview: for members, and for everybody when the guild is discoverable.</summary>
public static class GetGuildPreview
{
    public static void Map(ApiRoutes api) => api.Get("/guilds/{guild_id}/preview", Handle);

    public sealed record Command(Caller Caller) : IGuildCommand<GuildPreviewPayload>
    {
        public ValueTask<Result<GuildPreviewPayload>> Run(GuildTurn turn)
        {
            // To those outside a guild that does not want to be found does not exist.
            if (!turn.State.Members.ContainsKey(Caller.User) && !turn.State.Guild.Features.Contains(GuildFeatures.Discoverable)) return ValueTask.FromResult<Result<GuildPreviewPayload>>(new Failure.UnknownGuild());
            return ValueTask.FromResult<Result<GuildPreviewPayload>>(Of(turn.State));
        }
    }

    /// <summary>A guild in short.</summary>
    internal static GuildPreviewPayload Of(GuildState state)
    {
        var guild = state.Guild;
        return new GuildPreviewPayload
        {
            Id = guild.Id,
            Name = guild.Name,
            Icon = guild.Icon,
            Description = guild.Description,
            HomeHeader = guild.HomeHeader,
            Splash = guild.Splash,
            DiscoverySplash = guild.DiscoverySplash,
            Features = guild.Features,
            ApproximateMemberCount = state.Members.Count,
            ApproximatePresenceCount = state.Presences.Count,
            Emojis = state.Shown().Emojis,
            Stickers = Community.Stickers.StickerRules.Of(state),
        };
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel);
        return ApiAnswer.Of(found, GuildJson.Default.GuildPreviewPayload);
    }
}
