using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Webhooks;

/// <summary>Executes a webhook with what another service's format says.</summary>
internal static class ForeignWebhook
{
    /// <summary>A message as read from the other format.</summary>
    /// <param name="Draft">What is said.</param>
    /// <param name="Name">Who says it; null for the webhook's own name.</param>
    /// <param name="Picture">The address of the picture beside it; null for the webhook's own.</param>
    internal sealed record Said(MessageDraft Draft, string? Name = null, string? Picture = null);

    /// <summary>Reads the body and posts the message. A success without a message when there is nothing to tell.</summary>
    /// <param name="request">A route with webhook_id and webhook_token.</param>
    /// <param name="read">Notes errors in the form; null for nothing to tell.</param>
    public static async ValueTask<Result<MessagePayload?>> Post(ApiRequest request, Func<Form, Said?> read)
    {
        var id = request.Id<WebhookId>("webhook_id");
        var thread = request.QueryId<ChannelId>("thread_id");
        request.QueryFlag("wait", fallback: true);
        if (request.Failure is { } invalid) return invalid;
        var key = WebhookKey.OfToken(request.Text("webhook_token"));
        var opened = await GetWebhook.Ask(request, id, new ExecuteWebhook.Open(id, key, thread), request.Cancel);
        if (!opened.IsOk) return opened.Failure;
        await using var body = await MessageBody.Read(request, opened.Value!.Channel, mayUpload: null);
        if (body.Failure is { } unreadable) return unreadable;
        var said = read(body.Form);
        if (body.Form.Failure is { } wrong) return wrong;
        if (said is null) return new Result<MessagePayload?>((MessagePayload?)null);
        var command = new ExecuteWebhook.Command(id, key, thread, said.Draft, said.Name, ExecuteWebhook.AvatarOf(said.Picture));
        var posted = await request.House.Guilds.Ask(opened.Value.Guild, command, request.Cancel);
        return posted.IsOk ? new Result<MessagePayload?>(posted.Value) : posted.Failure;
    }
}
