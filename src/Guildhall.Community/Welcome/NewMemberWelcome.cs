using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Community.Onboarding;

namespace Guildhall.Community.Welcome;

/// <summary>GET and PUT /guilds/{guild_id}/new-member-welcome: the guide for new members. Nothing (204) before it was first made.</summary>
public static class NewMemberWelcome
{
    private const int AuthorsMax = 10;
    private const int MessageMax = 300;
    private const int ActionsMax = 5;
    private const int ResourcesMax = 7;
    private const int TitleMax = 60;
    private const int DescriptionMax = 200;

    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/new-member-welcome", HandleGet);
        api.Put("/guilds/{guild_id}/new-member-welcome", HandlePut, RouteOptions.Per(10, 30));
    }

    /// <summary>The guide, if there is one.</summary>
    public sealed record Found(NewMemberWelcomePayload? Guide);

    public sealed record Get(Caller Caller) : IGuildCommand<Found>
    {
        public ValueTask<Result<Found>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            return ValueTask.FromResult<Result<Found>>(entry.IsOk ? new Found(Of(turn.State)) : entry.Failure);
        }
    }

    /// <summary>What changes; absent fields stay.</summary>
    public sealed record Put(
        Optional<bool> Enabled,
        Optional<WelcomeMessagePayload?> Message,
        Optional<IReadOnlyList<NewMemberActionPayload>> Actions,
        Optional<IReadOnlyList<ResourceChannelPayload>> Resources,
        Caller Caller) : IGuildCommand<NewMemberWelcomePayload>
    {
        public ValueTask<Result<NewMemberWelcomePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<NewMemberWelcomePayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            var entry = guild.Enter(Caller, Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var channels = (Actions.Value ?? []).Select(action => action.ChannelId).Concat((Resources.Value ?? []).Select(resource => resource.ChannelId));
            if (!channels.All(guild.Channels.ContainsKey)) return new Failure.UnknownChannel();
            if (Message.Value?.AuthorIds.All(guild.Members.ContainsKey) == false) return new Failure.UnknownMember();
            var known = Of(guild);
            var before = known ?? new NewMemberWelcomePayload { GuildId = guild.Id };
            var after = before with
            {
                Enabled = Enabled.Or(before.Enabled),
                WelcomeMessage = Message.Or(before.WelcomeMessage),
                NewMemberActions = Actions.Or(before.NewMemberActions),
                ResourceChannels = Resources.Or(before.ResourceChannels),
            };
            turn.Put(WelcomeDocuments.Guide, guild.Id.Number, after);
            turn.Log("GUILD_UPDATE", LogFacts.Guild(turn.GuildId));
            turn.Tell(DispatchCatalogue.GuildUpdate, guild.Shown(), PayloadJson.Default.GuildPayload);
            turn.Audit(known is null ? AuditAction.HomeSettingsCreate : AuditAction.HomeSettingsUpdate, Caller, turn.GuildId.ToString());
            return after;
        }
    }

    /// <summary>The guide with the channels that are still there; null before it was first made.</summary>
    internal static NewMemberWelcomePayload? Of(GuildState guild) => guild.Documents.Find(WelcomeDocuments.Guide, guild.Id.Number) is { } guide
        ? guide with
        {
            NewMemberActions = [.. guide.NewMemberActions.Where(action => guild.Channels.ContainsKey(action.ChannelId))],
            ResourceChannels = [.. guide.ResourceChannels.Where(resource => guild.Channels.ContainsKey(resource.ChannelId))],
        }
        : null;

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Get(request.Caller), request.Cancel);
        if (!found.IsOk) return found.Failure;
        return found.Value!.Guide is { } guide ? ApiAnswer.Json(guide, WelcomeJson.Default.NewMemberWelcomePayload) : ApiAnswer.NoContent;
    }

    private static async ValueTask<ApiAnswer> HandlePut(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var message = form.Part("welcome_message");
        var command = new Put(
            form.FlagOrAbsent("enabled"),
            form.Has("welcome_message") ? new Optional<WelcomeMessagePayload?>(true, message is null ? null : ReadMessage(message)) : default,
            form.Parts("new_member_actions", ActionsMax) is { } actions ? new Optional<IReadOnlyList<NewMemberActionPayload>>(true, [.. actions.Select(ReadAction)]) : default,
            form.Parts("resource_channels", ResourcesMax) is { } resources ? new Optional<IReadOnlyList<ResourceChannelPayload>>(true, [.. resources.Select(ReadResource)]) : default,
            request.Caller);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, command, request.Cancel), WelcomeJson.Default.NewMemberWelcomePayload);
    }

    private static WelcomeMessagePayload ReadMessage(Form form) =>
        new(form.Ids<UserId>("author_ids", AuthorsMax).Value ?? [], form.RequiredText("message", 1, MessageMax));

    private static NewMemberActionPayload ReadAction(Form form) =>
        new(ReadChannel(form), form.ChoiceOrAbsent("action_type", 0, 1).Value, form.RequiredText("title", 1, TitleMax), form.NullableText("description", 0, DescriptionMax).Value ?? "")
        {
            Emoji = ReadEmoji(form),
        };

    private static ResourceChannelPayload ReadResource(Form form) =>
        new(ReadChannel(form), form.RequiredText("title", 1, TitleMax), form.NullableText("description", 0, DescriptionMax).Value ?? "") { Emoji = ReadEmoji(form) };

    private static ChannelId ReadChannel(Form form)
    {
        var channel = form.Id<ChannelId>("channel_id");
        if (channel.Value is null) form.Required("channel_id");
        return channel.Value ?? default;
    }

    private static SettingsEmojiPayload? ReadEmoji(Form form)
    {
        const int NameMax = 100;
        if (form.Part("emoji") is not { } emoji) return null;
        return new SettingsEmojiPayload(emoji.Id<EmojiId>("id").Value, emoji.NullableText("name", 0, NameMax).Value, emoji.FlagOrAbsent("animated").Value);
    }
}
