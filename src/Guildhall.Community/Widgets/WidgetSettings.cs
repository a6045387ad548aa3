using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Widgets;

/// <summary>GET and PATCH /guilds/{guild_id}/widget: whether the widget is on and where its invite leads; MANAGE_GUILD.</summary>
public static class WidgetSettings
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/widget", HandleGet);
        api.Patch("/guilds/{guild_id}/widget", HandlePatch, RouteOptions.Per(10, 30));
    }

    public sealed record Get(Caller Caller) : IGuildCommand<WidgetSettingsPayload>
    {
        public ValueTask<Result<WidgetSettingsPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            return ValueTask.FromResult<Result<WidgetSettingsPayload>>(entry.IsOk ? Of(turn.State.Guild) : entry.Failure);
        }
    }

    /// <summary>What changes; absent fields stay.</summary>
    public sealed record Patch(Optional<bool> Enabled, Optional<ChannelId?> Channel, Caller Caller) : IGuildCommand<WidgetSettingsPayload>
    {
        public ValueTask<Result<WidgetSettingsPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<WidgetSettingsPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (Channel.Value is { } wanted && turn.State.Channels.GetValueOrDefault(wanted) is null or { Type: ChannelType.GuildCategory })
                return new Failure.InvalidForm([new FieldError("channel_id", "CHANNEL_INVALID", "Not a channel of this guild that can be used for this")]);
            var before = turn.State.Guild;
            var after = before with { WidgetEnabled = Enabled.Or(before.WidgetEnabled), WidgetChannelId = Channel.Or(before.WidgetChannelId) };
            if (after == before) return Of(after);
            turn.Put(after);
            turn.Log("GUILD_UPDATE", LogFacts.Guild(turn.GuildId));
            turn.Tell(DispatchCatalogue.GuildUpdate, turn.State.Shown(), PayloadJson.Default.GuildPayload);
            turn.Audit(AuditAction.GuildUpdate, Caller, turn.GuildId.ToString(), AuditChange.List(
                AuditChange.Of("widget_enabled", (object)before.WidgetEnabled, after.WidgetEnabled),
                AuditChange.Of("widget_channel_id", before.WidgetChannelId?.ToString(), after.WidgetChannelId?.ToString())));
            return Of(after);
        }
    }

    private static WidgetSettingsPayload Of(GuildPayload guild) => new(guild.WidgetEnabled, guild.WidgetChannelId);

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Get(request.Caller), request.Cancel), WidgetJson.Default.WidgetSettingsPayload);
    }

    private static async ValueTask<ApiAnswer> HandlePatch(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var command = new Patch(form.Value!.FlagOrAbsent("enabled"), form.Value!.Id<ChannelId>("channel_id"), request.Caller);
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), WidgetJson.Default.WidgetSettingsPayload);
    }
}
