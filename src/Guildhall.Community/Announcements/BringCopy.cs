using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.Webhooks;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Announcements;

/// <summary>A published message comes to a channel that follows it; one that has come before is changed to what the source says now.</summary>
internal sealed record BringCopy(WebhookId Webhook, StoredMessage Source) : IGuildCommand<Nothing>
{
    public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
    {
        await turn.Settled();
        var copies = await turn.Services.Messages.Copies(Source.Id, CancellationToken.None);
        if (copies.FirstOrDefault(copy => copy.Webhook == Webhook) is { } earlier)
        {
            await ChangeCopy.Apply(turn, earlier, before => Said(before));
            return Nothing.Value;
        }

        if (turn.State.Documents.Find(WebhookRecord.Kind, Webhook.Number) is not { } webhook) return new Failure.UnknownWebhook();
        if (!turn.State.Channels.TryGetValue(webhook.Channel, out var channel)) return new Failure.UnknownChannel();
        var message = Said(new StoredMessage
        {
            Channel = channel.Id,
            Id = new MessageId(turn.NextId()),
            Guild = turn.GuildId,
            Author = WebhookTarget.AuthorOf(Webhook),
            Flags = MessageFlags.IsCrosspost | (Source.Flags & MessageFlags.SuppressNotifications),
            Extra = new MessageExtra
            {
                Webhook = new MessageWebhook(Webhook, webhook.Name, webhook.Avatar),
                Reference = new MessageReferencePayload(Source.Channel, Source.Id, Source.Guild),
            },
        });
        NewMessages.Put(turn, message);
        turn.Row(new PutCopy(new MessageCopy(Source.Id, Webhook, turn.GuildId, message.Channel, message.Id)));
        MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, channel, await MessageComposer.Compose(turn, message, null));
        return Nothing.Value;
    }

    // What the source says, and whom it mentions there means nobody here.
    private StoredMessage Said(StoredMessage copy) => copy with
    {
        Content = Source.Content,
        EditedAt = Source.EditedAt,
        Flags = (copy.Flags & ~MessageFlags.SuppressEmbeds) | (Source.Flags & (MessageFlags.SuppressEmbeds | MessageFlags.ComponentsV2)),
        Extra = copy.Extra! with { Attachments = Source.Extra?.Attachments, Embeds = Source.Extra?.Embeds, Components = Source.Extra?.Components },
    };
}
