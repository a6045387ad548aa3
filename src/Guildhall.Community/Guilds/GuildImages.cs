namespace Guildhall.Community.Guilds;

/// <summary>Where a guild's pictures are kept; the paths of the CDN.</summary>
internal static class GuildImages
{
    public static string Icons(GuildId guild) => $"icons/{guild}";

    public static string Splashes(GuildId guild) => $"splashes/{guild}";

    public static string DiscoverySplashes(GuildId guild) => $"discovery-splashes/{guild}";

    public static string Banners(GuildId guild) => $"banners/{guild}";

    public static string HomeHeaders(GuildId guild) => $"home-headers/{guild}";

    /// <summary>Pictures of members in this guild.</summary>
    public static string Members(GuildId guild) => $"guilds/{guild}";

    public static string[] Folders(GuildId guild) =>
        [Icons(guild), Splashes(guild), DiscoverySplashes(guild), Banners(guild), HomeHeaders(guild), Members(guild)];
}
