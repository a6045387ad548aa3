using Guildhall.Community.Edge;

namespace Guildhall.Community.Guilds;

/// <summary>GET /voice/regions and GET /guilds/{guild_id}/regions: this house is one place.</summary>
public static class VoiceRegions
{
    /// <summary>Where a call is held of which nothing else was said.</summary>
    internal const string Default = "local";

    private static readonly VoiceRegionPayload[] All = [new(Default, "Local", Custom: false, Deprecated: false, Optimal: true)];

    public static void Map(ApiRoutes api)
    {
        api.Get("/voice/regions", _ => ValueTask.FromResult(Answer()));
        api.Get("/guilds/{guild_id}/regions", HandleGuild);
    }

    /// <summary>True when a region has this id.</summary>
    internal static bool Has(string id) => All.Any(region => region.Id == id);

    private static async ValueTask<ApiAnswer> HandleGuild(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var entered = await request.House.Guilds.Ask(guild, new CheckRights(Permissions.None, request.Caller), request.Cancel);
        return entered.IsOk ? Answer() : entered.Failure;
    }

    private static ApiAnswer Answer() => ApiAnswer.Json(All, GuildJson.Default.IReadOnlyListVoiceRegionPayload);
}
