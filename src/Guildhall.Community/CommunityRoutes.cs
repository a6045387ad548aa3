using Guildhall.Community.Edge;

namespace Guildhall.Community;

/// <summary>The table of contents of the API: every operation, by feature.</summary>
public static class CommunityRoutes
{
    public static void Map(ApiRoutes api)
    {
        MapGuilds(api);
        MapChannels(api);
    }

    private static void MapGuilds(ApiRoutes api)
    {
        Guilds.CreateGuild.Map(api);
    }

    private static void MapChannels(ApiRoutes api)
    {
        Channels.DeleteChannel.Map(api);
    }
}
