using Guildhall.Cluster.Relay;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>
/// GUILD_CREATE: the guild as one session may see it. A guild with more members than the session's threshold comes without its
/// offline members; bots without the presence intent get only themselves (as documented), the rest come on request (op 8).
/// </summary>
internal static class GuildWelcome
{
    public static RelayEvent For(GuildState guild, ConnectedSession session, MemberRow member, ChannelView view)
    {
        var isLarge = guild.Members.Count > session.LargeThreshold;
        var members = MembersFor(guild, session, member, isLarge);
        var seesPresences = session.Intents.HasFlag(Intents.GuildPresences);
        var shown = guild.Shown();
        var payload = Merge(shown) with
        {
            JoinedAt = member.JoinedAt,
            Large = isLarge,
            MemberCount = guild.Members.Count,
            Members = [.. members.Select(row => guild.Shown(row))],
            Channels = [.. view.Channels.Select(id => guild.Channels[id])],
            Presences = seesPresences
                ? [.. members.Where(row => guild.Presences.ContainsKey(row.User)).Select(row => guild.Presences[row.User] with { GuildId = guild.Id })]
                : [],
        };
        return GuildTurn.Encoded(DispatchCatalogue.GuildCreate, payload, PayloadJson.Default.GuildCreatePayload) with { Self = session.User };
    }

    private static IReadOnlyList<MemberRow> MembersFor(GuildState guild, ConnectedSession session, MemberRow self, bool isLarge)
    {
        if (session.IsBot && !session.Intents.HasFlag(Intents.GuildPresences)) return [self];
        if (!isLarge) return [.. guild.Members.Values];
        var online = guild.Presences.Keys
            .Where(user => user != self.User && guild.Members.ContainsKey(user))
            .Take(Limits.MembersInLargeGuildCreate - 1)
            .Select(user => guild.Members[user]);
        return [self, .. online];
    }

    private static GuildCreatePayload Merge(GuildPayload guild) => new()
    {
        Id = guild.Id,
        Name = guild.Name,
        OwnerId = guild.OwnerId,
        JoinedAt = default,
        Icon = guild.Icon,
        Description = guild.Description,
        HomeHeader = guild.HomeHeader,
        Splash = guild.Splash,
        DiscoverySplash = guild.DiscoverySplash,
        Banner = guild.Banner,
        Features = guild.Features,
        ApplicationId = guild.ApplicationId,
        Region = guild.Region,
        AfkChannelId = guild.AfkChannelId,
        AfkTimeout = guild.AfkTimeout,
        SystemChannelId = guild.SystemChannelId,
        SystemChannelFlags = guild.SystemChannelFlags,
        WidgetEnabled = guild.WidgetEnabled,
        WidgetChannelId = guild.WidgetChannelId,
        VerificationLevel = guild.VerificationLevel,
        Roles = guild.Roles,
        DefaultMessageNotifications = guild.DefaultMessageNotifications,
        MfaLevel = guild.MfaLevel,
        ExplicitContentFilter = guild.ExplicitContentFilter,
        MaxPresences = guild.MaxPresences,
        MaxMembers = guild.MaxMembers,
        MaxStageVideoChannelUsers = guild.MaxStageVideoChannelUsers,
        MaxVideoChannelUsers = guild.MaxVideoChannelUsers,
        VanityUrlCode = guild.VanityUrlCode,
        PremiumTier = guild.PremiumTier,
        PremiumSubscriptionCount = guild.PremiumSubscriptionCount,
        PreferredLocale = guild.PreferredLocale,
        RulesChannelId = guild.RulesChannelId,
        SafetyAlertsChannelId = guild.SafetyAlertsChannelId,
        PublicUpdatesChannelId = guild.PublicUpdatesChannelId,
        PremiumProgressBarEnabled = guild.PremiumProgressBarEnabled,
        Nsfw = guild.Nsfw,
        NsfwLevel = guild.NsfwLevel,
        Emojis = guild.Emojis,
        Stickers = guild.Stickers,
        IncidentsData = guild.IncidentsData,
    };
}
