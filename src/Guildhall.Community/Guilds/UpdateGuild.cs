using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Guilds;

/// <summary>PATCH /guilds/{guild_id}: MANAGE_GUILD for everything but the owner, whom only the owner names.</summary>
public static class UpdateGuild
{
    public static void Map(ApiRoutes api) => api.Patch("/guilds/{guild_id}", Handle, RouteOptions.Per(10, 30));

    public sealed record Command(GuildFields Fields, Caller Caller) : IGuildCommand<GuildPayload>
    {
        public ValueTask<Result<GuildPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<GuildPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = turn.State.Guild;
            var after = CommunityRules.Raised(before, Fields.ApplyTo(before), Fields);
            if ((RefuseOwner(turn.State, entry.Value!, after) ?? CommunityRules.Refuse(entry.Value!, before, after) ?? RefuseChannels(turn.State)) is { } refused)
                return refused;
            if (after == before) return turn.State.Shown();
            after = CommunityRules.WithNewChannels(turn, Caller, after);
            turn.Put(after);
            turn.Log("GUILD_UPDATE", LogFacts.Guild(turn.GuildId));
            turn.Tell(DispatchCatalogue.GuildUpdate, turn.State.Shown(), PayloadJson.Default.GuildPayload);
            turn.Audit(AuditAction.GuildUpdate, Caller, turn.GuildId.ToString(), Changes(before, after));
            return turn.State.Shown();
        }

        private static Failure? RefuseOwner(GuildState guild, ActingMember acting, GuildPayload after)
        {
            if (after.OwnerId == guild.Guild.OwnerId) return null;
            if (!acting.IsOwner) return new Failure.MissingPermissions();
            if (!guild.Members.TryGetValue(after.OwnerId, out var heir)) return new Failure.UnknownMember();
            if (heir.Pending) return new Failure.OwnerCannotBePending();
            return guild.Users.GetValueOrDefault(after.OwnerId)?.Bot == true ? new Failure.OwnerCannotBeBot() : null;
        }

        private Failure.InvalidForm? RefuseChannels(GuildState guild)
        {
            (string Name, Optional<ChannelId?> Channel, ChannelType Type)[] wanted =
            [
                ("afk_channel_id", Fields.AfkChannel, ChannelType.GuildVoice),
                ("system_channel_id", Fields.SystemChannel, ChannelType.GuildText),
                ("rules_channel_id", Fields.RulesChannel, ChannelType.GuildText),
                ("public_updates_channel_id", Fields.UpdatesChannel, ChannelType.GuildText),
                ("safety_alerts_channel_id", Fields.SafetyAlertsChannel, ChannelType.GuildText),
            ];
            FieldError[] errors =
            [
                .. wanted
                    .Where(item => item.Channel.Value is { } id && !CommunityRules.IsNew(item.Name, id) && guild.Channels.GetValueOrDefault(id)?.Type != item.Type)
                    .Select(item => new FieldError(item.Name, "CHANNEL_INVALID", "Not a channel of this guild that can be used for this")),
            ];
            return errors.Length == 0 ? null : new Failure.InvalidForm(errors);
        }

        private static IReadOnlyList<AuditChange> Changes(GuildPayload before, GuildPayload after) => AuditChange.List(
            AuditChange.Of("name", before.Name, after.Name),
            AuditChange.Of("description", before.Description, after.Description),
            AuditChange.Of("icon_hash", before.Icon, after.Icon),
            AuditChange.Of("splash_hash", before.Splash, after.Splash),
            AuditChange.Of("discovery_splash_hash", before.DiscoverySplash, after.DiscoverySplash),
            AuditChange.Of("banner_hash", before.Banner, after.Banner),
            AuditChange.Of("owner_id", before.OwnerId.ToString(), after.OwnerId.ToString()),
            AuditChange.Of("verification_level", before.VerificationLevel, after.VerificationLevel),
            AuditChange.Of("default_message_notifications", before.DefaultMessageNotifications, after.DefaultMessageNotifications),
            AuditChange.Of("explicit_content_filter", before.ExplicitContentFilter, after.ExplicitContentFilter),
            AuditChange.Of("afk_timeout", before.AfkTimeout, after.AfkTimeout),
            AuditChange.Of("afk_channel_id", before.AfkChannelId?.ToString(), after.AfkChannelId?.ToString()),
            AuditChange.Of("system_channel_id", before.SystemChannelId?.ToString(), after.SystemChannelId?.ToString()),
            AuditChange.Of("rules_channel_id", before.RulesChannelId?.ToString(), after.RulesChannelId?.ToString()),
            AuditChange.Of("public_updates_channel_id", before.PublicUpdatesChannelId?.ToString(), after.PublicUpdatesChannelId?.ToString()),
            AuditChange.Of("preferred_locale", before.PreferredLocale, after.PreferredLocale),
            AuditChange.Of("features", string.Join(",", before.Features), string.Join(",", after.Features)));
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var form = await request.ReadForm(Limits.ImageBytes * 3);
        if (!form.IsOk) return form.Failure;
        if (request.Failure is { } badPath) return badPath;
        var allowed = await request.House.Guilds.Ask(guild, new CheckRights(Permissions.ManageGuild, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var fields = await GuildFields.Read(form.Value!, guild, request.House, request.Cancel);
        if (form.Value!.Failure is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(guild, new Command(fields, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, PayloadJson.Default.GuildPayload);
    }
}
