using Guildhall.Community.Guild;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Webhooks;

/// <summary>Where webhooks may be put.</summary>
internal static class WebhookPlace
{
    /// <summary>Why the caller may not put one more webhook into a channel; null when it may.</summary>
    public static Failure? Refusal(GuildTurn turn, ChannelId channelId, Caller caller)
    {
        var entry = turn.State.Enter(channelId, caller, Permissions.ManageWebhooks, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        if (!Takes(entry.Value!.Channel.Type)) return new Failure.CannotExecuteOnChannelType();
        var webhooks = turn.State.Documents.Of(WebhookRecord.Kind);
        if (webhooks.Count >= Limits.WebhooksPerGuild) return new Failure.TooManyGuildWebhooks(Limits.WebhooksPerGuild);
        var here = webhooks.Values.Count(webhook => webhook.Channel == channelId);
        return here >= Limits.WebhooksPerChannel ? new Failure.TooManyWebhooks(Limits.WebhooksPerChannel) : null;
    }

    /// <summary>True for channels of a guild that messages or posts are written in; threads share the webhooks of their parent.</summary>
    public static bool Takes(ChannelType type) =>
        type is ChannelType.GuildForum or ChannelType.GuildMedia
        || (TextChannels.Includes(type) && type is not (ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread));
}
