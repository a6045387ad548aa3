using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Guilds;
using Guildhall.Community.Moderation;
using Guildhall.Community.Onboarding;

namespace Guildhall.Community.Welcome;

/// <summary>
/// GET and PATCH /guilds/{guild_id}/welcome-screen. While it is off only those who may MANAGE_GUILD see it. Whether it is on is the
/// guild's feature WELCOME_SCREEN_ENABLED.
/// </summary>
public static class WelcomeScreen
{
    private const int DescriptionMax = 140;
    private const int ChannelsMax = 5;
    private const int ChannelDescriptionMax = 50;

    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/welcome-screen", HandleGet);
        api.Patch("/guilds/{guild_id}/welcome-screen", HandlePatch, RouteOptions.Per(10, 30));
    }

    public sealed record Get(Caller Caller) : IGuildCommand<WelcomeScreenPayload>
    {
        public ValueTask<Result<WelcomeScreenPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<WelcomeScreenPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (!turn.State.Guild.Features.Contains(GuildFeatures.WelcomeScreen) && !entry.Value!.Has(Permissions.ManageGuild))
                return new Failure.UnknownWelcomeScreen();
            return Of(turn.State) is { } screen ? screen : new Failure.UnknownWelcomeScreen();
        }
    }

    /// <summary>What changes; absent fields stay.</summary>
    public sealed record Patch(Optional<string?> Description, Optional<IReadOnlyList<WelcomeChannelPayload>> Channels, Optional<bool> Enabled, Caller Caller)
        : IGuildCommand<WelcomeScreenPayload>
    {
        public ValueTask<Result<WelcomeScreenPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<WelcomeScreenPayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            foreach (var channel in Channels.Value ?? [])
            {
                if (!guild.Channels.ContainsKey(channel.ChannelId)) return new Failure.UnknownChannel();
                if (channel.EmojiId is { } emoji && !guild.Emojis.ContainsKey(emoji)) return new Failure.UnknownEmoji();
            }

            var before = Of(guild) ?? new WelcomeScreenPayload();
            var after = before with
            {
                Description = Description.Or(before.Description),
                WelcomeChannels = Channels is { IsPresent: true, Value: { } chosen } ? [.. chosen.Select(channel => Named(guild, channel))] : before.WelcomeChannels,
            };
            turn.Put(WelcomeDocuments.Screen, guild.Id.Number, after);
            turn.Log("GUILD_UPDATE", LogFacts.Guild(turn.GuildId));
            var wasEnabled = guild.Guild.Features.Contains(GuildFeatures.WelcomeScreen);
            var isEnabled = Enabled.Or(wasEnabled);
            if (isEnabled != wasEnabled) turn.Put(guild.Guild with { Features = GuildFeatures.With(guild.Guild.Features, GuildFeatures.WelcomeScreen, isEnabled) });
            turn.Tell(DispatchCatalogue.GuildUpdate, guild.Shown(), PayloadJson.Default.GuildPayload);
            turn.Audit(AuditAction.GuildUpdate, Caller, turn.GuildId.ToString(), AuditChange.List(
                AuditChange.Of("description", before.Description, after.Description),
                AuditChange.Of("welcome_channel_ids", Ids(before), Ids(after)),
                AuditChange.Of("enabled", (object)wasEnabled, isEnabled)));
            return after;
        }

        private static WelcomeChannelPayload Named(GuildState guild, WelcomeChannelPayload channel) =>
            channel.EmojiId is { } emoji ? channel with { EmojiName = guild.Emojis[emoji].Name } : channel;

        private static string Ids(WelcomeScreenPayload screen) => string.Join(",", screen.WelcomeChannels.Select(channel => channel.ChannelId));
    }

    /// <summary>The screen with the channels that are still there; null before it was first made.</summary>
    private static WelcomeScreenPayload? Of(GuildState guild) => guild.Documents.Find(WelcomeDocuments.Screen, guild.Id.Number) is { } screen
        ? screen with { WelcomeChannels = [.. screen.WelcomeChannels.Where(channel => guild.Channels.ContainsKey(channel.ChannelId))] }
        : null;

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Get(request.Caller), request.Cancel), WelcomeJson.Default.WelcomeScreenPayload);
    }

    private static async ValueTask<ApiAnswer> HandlePatch(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var channels = form.IsNull("welcome_channels")
            ? new Optional<IReadOnlyList<WelcomeChannelPayload>>(true, [])
            : form.Parts("welcome_channels", ChannelsMax) is { } parts
                ? new Optional<IReadOnlyList<WelcomeChannelPayload>>(true, [.. parts.Select(ReadChannel)])
                : default;
        var command = new Patch(form.NullableText("description", 0, DescriptionMax), channels, form.FlagOrAbsent("enabled"), request.Caller);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), WelcomeJson.Default.WelcomeScreenPayload);
    }

    private static WelcomeChannelPayload ReadChannel(Form form)
    {
        var channel = form.Id<ChannelId>("channel_id");
        if (channel.Value is null) form.Required("channel_id");
        var emoji = OnboardingForm.ReadEmoji(form);
        return new WelcomeChannelPayload(channel.Value ?? default, form.RequiredText("description", 1, ChannelDescriptionMax)) { EmojiId = emoji.Id, EmojiName = emoji.Name };
    }
}
