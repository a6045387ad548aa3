using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Webhooks;

/// <summary>Webhooks come, change and go: the record, the log, the audit log, and WEBHOOKS_UPDATE for those who may see the channel.</summary>
internal static class WebhookEvents
{
    public static void Put(GuildTurn turn, WebhookRecord webhook)
    {
        turn.Put(WebhookRecord.Kind, webhook.Id.Number, webhook);
        turn.Log("WEBHOOKS_UPDATE", LogFacts.Channel(webhook.Channel));
        Tell(turn, webhook.Channel);
    }

    public static void Remove(GuildTurn turn, WebhookRecord webhook)
    {
        turn.Remove(WebhookRecord.Kind, webhook.Id.Number);
        turn.Log("WEBHOOKS_UPDATE", LogFacts.Channel(webhook.Channel));
        Tell(turn, webhook.Channel);
    }

    /// <summary>A channel goes, and its webhooks with it; CHANNEL_DELETE tells enough.</summary>
    public static void RemoveOf(GuildTurn turn, ChannelId channel)
    {
        foreach (var webhook in turn.State.Documents.Of(WebhookRecord.Kind).Values.Where(webhook => webhook.Channel == channel).ToArray())
            turn.Remove(WebhookRecord.Kind, webhook.Id.Number);
        Announcements.Followers.ForgetAll(turn, channel);
    }

    public static void Tell(GuildTurn turn, ChannelId channel) =>
        turn.TellViewers(
            channel,
            DispatchCatalogue.WebhooksUpdate,
            new WebhooksUpdatedPayload(turn.GuildId, channel),
            WebhookJson.Default.WebhooksUpdatedPayload);

    /// <summary>Writes what has changed between two states of a webhook into the audit log; null before its making and after its end.</summary>
    public static void Audit(GuildTurn turn, AuditAction action, Caller caller, WebhookRecord? before, WebhookRecord? after) =>
        turn.Audit(
            action,
            caller,
            (before ?? after)!.Id.ToString(),
            AuditChange.List(
                AuditChange.Of<int?>("type", before?.Type, after?.Type),
                AuditChange.Of("name", before?.Name, after?.Name),
                AuditChange.Of("channel_id", before?.Channel.ToString(), after?.Channel.ToString()),
                AuditChange.Of("avatar_hash", before?.Avatar, after?.Avatar),
                AuditChange.Of("application_id", before?.Application?.ToString(), after?.Application?.ToString())));
}
