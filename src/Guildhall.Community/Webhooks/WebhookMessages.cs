using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Interactions;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Webhooks;

/// <summary>GET, PATCH and DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}: what a webhook wrote, by its token.</summary>
public static class WebhookMessages
{
    private const string Path = "/webhooks/{webhook_id}/{webhook_token}/messages/";
    private static readonly RouteOptions Reads = new() { Limit = 10, WindowSeconds = 2, ByWebhookToken = true };
    private static readonly RouteOptions Changes = RouteOptions.Per(5, 2, "webhook-messages") with { ByWebhookToken = true };

    public static void Map(ApiRoutes api)
    {
        api.Get(Path + "@original", request => HandleOriginal(request, InteractionWebhook.Get), Reads);
        api.Patch(Path + "@original", request => HandleOriginal(request, InteractionWebhook.Edit), Changes);
        api.Delete(Path + "@original", request => HandleOriginal(request, InteractionWebhook.Delete), Changes);
        api.Get(Path + "{message_id}", HandleGet, Reads);
        api.Patch(Path + "{message_id}", HandleEdit, Changes);
        api.Delete(Path + "{message_id}", HandleDelete, Changes);
    }

    /// <summary>Which message of which webhook, and the token.</summary>
    public sealed record Target(WebhookId Webhook, WebhookKey Key, ChannelId? Thread, MessageId Message)
    {
        internal async ValueTask<Result<Found>> Find(GuildTurn turn)
        {
            var opened = Key.Open(turn, Webhook);
            if (!opened.IsOk) return opened.Failure;
            var entered = await WebhookTarget.Enter(turn, opened.Value!, Thread);
            if (!entered.IsOk) return entered.Failure;
            var message = await turn.Logs.Find(turn, entered.Value!.Channel.Id, Message);
            return message?.Extra?.Webhook?.Id == Webhook ? new Found(entered.Value, message) : new Failure.UnknownMessage();
        }
    }

    internal sealed record Found(EnteredChannel Entered, StoredMessage Message);

    public sealed record Get(Target Target) : IGuildCommand<StoredMessage>
    {
        public async ValueTask<Result<StoredMessage>> Run(GuildTurn turn)
        {
            var found = await Target.Find(turn);
            return found.IsOk ? found.Value!.Message : found.Failure;
        }
    }

    public sealed record Edit(Target Target, EditMessage.Change Change) : IGuildCommand<EditMessage.Edited>
    {
        public async ValueTask<Result<EditMessage.Edited>> Run(GuildTurn turn)
        {
            var found = await Target.Find(turn);
            if (!found.IsOk) return found.Failure;
            return await EditMessage.Apply(turn, found.Value!.Entered, WebhookTarget.AuthorOf(Target.Webhook), Target.Message, Change);
        }
    }

    public sealed record Delete(Target Target) : IGuildCommand<MessagesGone>
    {
        public async ValueTask<Result<MessagesGone>> Run(GuildTurn turn)
        {
            var found = await Target.Find(turn);
            if (!found.IsOk) return found.Failure;
            var message = found.Value!.Message;
            var gone = MessagesGone.Apply(turn, message.Channel, [message]);
            MessageEvents.Deleted(turn, message.Channel, message.Id);
            return gone;
        }
    }

    // The first answer of an interaction goes by this name. A webhook's token has none.
    private static async ValueTask<ApiAnswer> HandleOriginal(ApiRequest request, Func<ApiRequest, bool, ValueTask<ApiAnswer>> ofInteraction)
    {
        if (InteractionWebhook.IsMeant(request)) return await ofInteraction(request, true);
        var id = request.Id<WebhookId>("webhook_id");
        if (request.Failure is { } invalid) return invalid;
        var opened = await GetWebhook.Ask(request, id, new GetWebhook.Command(id, WebhookKey.OfToken(request.Text("webhook_token"))), request.Cancel);
        return opened.IsOk ? new Failure.UnknownMessage() : opened.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        if (InteractionWebhook.IsMeant(request)) return await InteractionWebhook.Get(request, isOriginal: false);
        var target = Read(request);
        if (request.Failure is { } invalid) return invalid;
        var found = await GetWebhook.Ask(request, target.Webhook, new Get(target), request.Cancel);
        return found.IsOk ? await Answer(request, target, found.Value!) : found.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleEdit(ApiRequest request)
    {
        if (InteractionWebhook.IsMeant(request)) return await InteractionWebhook.Edit(request, isOriginal: false);
        var target = Read(request);
        var withComponents = request.QueryFlag("with_components");
        if (request.Failure is { } invalid) return invalid;
        var found = await GetWebhook.Ask(request, target.Webhook, new Get(target), request.Cancel);
        if (!found.IsOk) return found.Failure;
        var channel = found.Value!.Channel;
        await using var body = await MessageBody.Read(request, channel, mayUpload: null);
        if (body.Failure is { } unreadable) return unreadable;
        var components = ExecuteWebhook.ComponentsOf(found.Value.Extra?.Application is not null, withComponents);
        var change = await EditMessage.ReadChange(body, request.Cancel, components);
        if (body.Form.Failure is { } wrong) return wrong;
        // Done to the end, though the caller may leave: files come and go with the message.
        var edited = await request.House.Guilds.Ask(found.Value.Guild, new Edit(target, change), CancellationToken.None);
        if (!edited.IsOk) return edited.Failure;
        body.KeepFiles();
        await AttachmentFiles.Delete(request.House, channel, edited.Value!.Dropped);
        return await Answer(request, target, edited.Value.Message);
    }

    private static async ValueTask<ApiAnswer> HandleDelete(ApiRequest request)
    {
        if (InteractionWebhook.IsMeant(request)) return await InteractionWebhook.Delete(request, isOriginal: false);
        var target = Read(request);
        if (request.Failure is { } invalid) return invalid;
        var found = await GetWebhook.Ask(request, target.Webhook, new Get(target), request.Cancel);
        if (!found.IsOk) return found.Failure;
        // Waited for, though the caller may leave: the files go after the rows.
        var deleted = await request.House.Guilds.Ask(found.Value!.Guild, new Delete(target), CancellationToken.None);
        if (deleted.IsOk) await AttachmentFiles.Delete(request.House, found.Value.Channel, deleted.Value!.Attachments);
        return ApiAnswer.Of(deleted);
    }

    private static Target Read(ApiRequest request) => new(
        request.Id<WebhookId>("webhook_id"),
        WebhookKey.OfToken(request.Text("webhook_token")),
        request.QueryId<ChannelId>("thread_id"),
        request.Id<MessageId>("message_id"));

    private static async ValueTask<ApiAnswer> Answer(ApiRequest request, Target target, StoredMessage message)
    {
        var viewer = WebhookTarget.AuthorOf(target.Webhook);
        var shown = await MessageComposer.Compose(request.House, message.Channel, [message], viewer, request.Cancel);
        return ApiAnswer.Json(shown[0], PayloadJson.Default.MessagePayload);
    }
}
