using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Webhooks;

/// <summary>Where a webhook writes, and as whom.</summary>
internal static class WebhookTarget
{
    /// <summary>The webhook's channel, or a thread of it.</summary>
    public static Result<EnteredChannel> Enter(GuildTurn turn, WebhookRecord webhook, ChannelId? thread)
    {
        if (!turn.State.Channels.TryGetValue(thread ?? webhook.Channel, out var channel)) return new Failure.UnknownChannel();
        if (thread is not null && (channel.ParentId != webhook.Channel || !IsThread(channel.Type))) return new Failure.UnknownChannel();
        if (thread is null && channel.Type is ChannelType.GuildForum or ChannelType.GuildMedia) return new Failure.WebhookNeedsThread();
        // It was made by somebody who manages webhooks: it may say there what it likes.
        var member = new MemberRow { User = AuthorOf(webhook.Id), JoinedAt = webhook.Id.Value.CreatedAt };
        return new EnteredChannel(turn.State, channel, member, Permissions.All);
    }

    /// <summary>The author of a webhook's messages: the webhook itself.</summary>
    public static UserId AuthorOf(WebhookId webhook) => new(webhook.Value);

    private static bool IsThread(ChannelType type) =>
        type is ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread;
}
