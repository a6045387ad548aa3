using Guildhall.Community.Guild;
using Guildhall.Community.Threads;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Webhooks;

/// <summary>Where a webhook writes, and as whom.</summary>
internal static class WebhookTarget
{
    /// <summary>The webhook's channel, or a thread of it. A forum has threads only.</summary>
    public static async ValueTask<Result<EnteredChannel>> Enter(GuildTurn turn, WebhookRecord webhook, ChannelId? thread)
    {
        if (thread is { } id) await ThreadLoading.Load(turn, id);
        if (turn.State.FindChannel(thread ?? webhook.Channel) is not { } channel) return new Failure.UnknownChannel();
        if (thread is not null && (channel.ParentId != webhook.Channel || !channel.Type.IsThread())) return new Failure.UnknownChannel();
        return channel.Type.IsForum() ? new Failure.WebhookNeedsThread() : In(turn, webhook, channel);
    }

    /// <summary>The webhook in a channel: it was made by somebody who manages webhooks, and may say there what it likes.</summary>
    public static EnteredChannel In(GuildTurn turn, WebhookRecord webhook, ChannelPayload channel)
    {
        var member = new MemberRow { User = AuthorOf(webhook.Id), JoinedAt = webhook.Id.Value.CreatedAt };
        return new EnteredChannel(turn.State, channel, member, Permissions.All);
    }

    /// <summary>The author of a webhook's messages: the webhook itself.</summary>
    public static UserId AuthorOf(WebhookId webhook) => new(webhook.Value);
}
