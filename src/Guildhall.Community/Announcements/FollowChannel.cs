using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.Moderation;
using Guildhall.Community.Webhooks;

namespace Guildhall.Community.Announcements;

/// <summary>
/// POST /channels/{channel_id}/followers: what is published in an announcement channel comes to a channel where the caller manages
/// webhooks. The source is told first: a follower too many there is forgotten at the next message, a webhook too many would stay.
/// </summary>
public static class FollowChannel
{
    private const string NameSeparator = " #";

    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/followers", Handle, RouteOptions.Per(10, 60));

    /// <summary>Where the messages shall come to, for who may put webhooks there.</summary>
    internal sealed record OpenTarget(ChannelId Channel, Caller Caller) : IGuildCommand<ExecuteWebhook.Place>
    {
        public ValueTask<Result<ExecuteWebhook.Place>> Run(GuildTurn turn) =>
            ValueTask.FromResult<Result<ExecuteWebhook.Place>>(
                Refusal(turn, Channel, Caller) is { } refused ? refused : new ExecuteWebhook.Place(turn.GuildId, Channel));
    }

    public sealed record Command(WebhookId Webhook, ChannelId Target, WebhookSource Source, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            if (Refusal(turn, Target, Caller) is { } refused) return refused;
            var title = Source.GuildName + NameSeparator + Source.ChannelName;
            var webhook = new WebhookRecord
            {
                Id = Webhook,
                Guild = turn.GuildId,
                Channel = Target,
                Type = WebhookRecord.Follower,
                Name = ForeignText.Cut(title, Limits.WebhookNameMax)!,
                Avatar = Source.GuildIcon,
                Creator = Caller.User,
                Source = Source,
            };
            WebhookEvents.Put(turn, webhook);
            WebhookEvents.Audit(turn, AuditAction.WebhookCreate, Caller, null, webhook);
            SystemMessages.Followed(turn, turn.State.Channels[Target], Caller.User, title, Source.Guild, Source.Channel);
            return Nothing.Value;
        }
    }

    private static Failure? Refusal(GuildTurn turn, ChannelId target, Caller caller)
    {
        if (WebhookPlace.Refusal(turn, target, caller) is { } refused) return refused;
        return TextChannels.Includes(turn.State.Channels[target].Type) ? null : new Failure.CannotExecuteOnChannelType();
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var target = read.Value!.Id<ChannelId>("webhook_channel_id").Value;
        if (target is null && read.Value.Failure is null) read.Value.Required("webhook_channel_id");
        if (read.Value.Failure is { } wrong) return wrong;
        var guilds = request.House.Guilds;
        var source = await guilds.Ask(channel, new Followers.OpenSource(channel, request.Caller), request.Cancel);
        if (!source.IsOk) return source.Failure;
        var place = await guilds.Ask(target!.Value, new OpenTarget(target.Value, request.Caller), request.Cancel);
        if (!place.IsOk) return place.Failure;
        var webhook = new WebhookId(request.House.Ids.Next());
        var added = await guilds.Ask(
            source.Value!.Guild, new Followers.Add(new FollowerRecord(webhook, channel, place.Value!.Guild)), CancellationToken.None);
        if (!added.IsOk) return added.Failure;
        await CopyIcon(request.House, source.Value, webhook);
        var made = await guilds.Ask(place.Value.Guild, new Command(webhook, target.Value, source.Value, request.Caller), CancellationToken.None);
        if (!made.IsOk)
        {
            await guilds.Ask(source.Value.Guild, new Followers.Forget([webhook]), CancellationToken.None);
            return made.Failure;
        }

        return ApiAnswer.Json(new FollowedChannelPayload(channel, webhook), FollowerJson.Default.FollowedChannelPayload);
    }

    // The webhook wears the icon of the guild it brings messages of.
    private static async ValueTask CopyIcon(CommunityServices house, WebhookSource source, WebhookId webhook)
    {
        if (source.GuildIcon is not { } icon) return;
        await using var content = await house.Blobs.Open($"icons/{source.Guild}/{icon}", CancellationToken.None);
        if (content is not null) await house.Blobs.Put($"{WebhookForm.AvatarFolder(webhook)}/{icon}", content, Limits.ImageBytes, CancellationToken.None);
    }
}
