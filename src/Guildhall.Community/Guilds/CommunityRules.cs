using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Guilds;

/// <summary>
/// What makes a guild a community: a channel for rules, one for updates, a verification level of at least 1 and a filter for everybody.
/// Turning it on raises what is too low; the channels may be made on the way by naming the channel 1.
/// </summary>
internal static class CommunityRules
{
    private const int VerificationMin = 1;
    private const int FilterOfEverybody = 2;

    /// <summary>The id that asks for a new channel.</summary>
    private static readonly ChannelId MakeOne = new(1);

    /// <summary>True when the field asks for a channel to be made.</summary>
    public static bool IsNew(string field, ChannelId channel) => channel == MakeOne && field is "rules_channel_id" or "public_updates_channel_id";

    /// <summary>The guild with the levels that a community needs, unless the request names lower ones.</summary>
    public static GuildPayload Raised(GuildPayload before, GuildPayload after, GuildFields fields)
    {
        if (before.Features.Contains(GuildFeatures.Community) || !after.Features.Contains(GuildFeatures.Community)) return after;
        return after with
        {
            VerificationLevel = fields.VerificationLevel.Or(Math.Max(after.VerificationLevel, VerificationMin)),
            ExplicitContentFilter = fields.ExplicitContentFilter.Or(FilterOfEverybody),
        };
    }

    /// <summary>Only administrators make a community of a guild or show it to strangers, and only one that has what it needs.</summary>
    public static Failure? Refuse(ActingMember acting, GuildPayload before, GuildPayload after)
    {
        var isSwitched = GuildFeatures.OfAdministrators.Any(feature => before.Features.Contains(feature) != after.Features.Contains(feature));
        if (isSwitched && !acting.Has(Permissions.Administrator)) return new Failure.MissingPermissions();
        if (!after.Features.Contains(GuildFeatures.Community))
            return after.Features.Contains(GuildFeatures.Discoverable) ? Wrong("features", "GUILD_DISCOVERY_REQUIRES_COMMUNITY", "A guild must be a community to be discoverable.") : null;
        if (after.RulesChannelId is null) return Wrong("rules_channel_id", "BASE_TYPE_REQUIRED", "This field is required");
        if (after.PublicUpdatesChannelId is null) return Wrong("public_updates_channel_id", "BASE_TYPE_REQUIRED", "This field is required");
        if ((after.RulesChannelId == MakeOne || after.PublicUpdatesChannelId == MakeOne) && acting.Guild.Channels.Count + 2 > Limits.ChannelsPerGuild)
            return new Failure.TooManyChannels(Limits.ChannelsPerGuild);
        if (after.VerificationLevel < VerificationMin) return Wrong("verification_level", "COMMUNITY_REQUIRES_MORE", "A community needs a verification level of at least 1.");
        return after.ExplicitContentFilter == FilterOfEverybody
            ? null
            : Wrong("explicit_content_filter", "COMMUNITY_REQUIRES_MORE", "A community filters the media of all members.");
    }

    /// <summary>Makes the channels that were asked for: rules for everybody, and a place for updates that only those with rights see.</summary>
    public static GuildPayload WithNewChannels(GuildTurn turn, Caller caller, GuildPayload guild)
    {
        if (guild.RulesChannelId == MakeOne) guild = guild with { RulesChannelId = Make(turn, caller, "rules", Permissions.SendMessages) };
        if (guild.PublicUpdatesChannelId == MakeOne) guild = guild with { PublicUpdatesChannelId = Make(turn, caller, "moderator-only", Permissions.ViewChannel) };
        return guild;
    }

    private static ChannelId Make(GuildTurn turn, Caller caller, string name, Permissions deniedToEveryone)
    {
        var guild = turn.State;
        var channel = new ChannelPayload
        {
            Id = new ChannelId(turn.NextId()),
            Type = ChannelType.GuildText,
            GuildId = guild.Id,
            Name = name,
            PermissionOverwrites = [new OverwritePayload(new OverwriteId(guild.EveryoneRole.Value), OverwriteType.Role, Permissions.None, deniedToEveryone)],
        };
        turn.Put(channel);
        turn.Log("CHANNEL_CREATE", LogFacts.Channel(channel.Id));
        turn.Audit(AuditAction.ChannelCreate, caller, channel.Id.ToString(), AuditChange.List(AuditChange.Of("name", null, name)));
        return channel.Id;
    }

    private static Failure.InvalidForm Wrong(string field, string code, string message) => new([new FieldError(field, code, message)]);
}
