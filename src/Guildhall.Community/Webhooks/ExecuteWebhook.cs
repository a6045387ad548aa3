using System.Security.Cryptography;
using System.Text;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.ReadStates;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Webhooks;

/// <summary>POST /webhooks/{webhook_id}/{webhook_token}: a message in the webhook's name, without a user or a lookup of one.</summary>
public static class ExecuteWebhook
{
    /// <summary>Executions of one webhook in <see cref="WindowSeconds"/>, in whatever format.</summary>
    private const int PerWindow = 5;
    private const double WindowSeconds = 2;

    /// <summary>The window that all formats of one webhook share.</summary>
    internal static readonly RouteOptions Options = RouteOptions.Per(PerWindow, WindowSeconds, "webhook-execution") with { ByWebhookToken = true };

    public static void Map(ApiRoutes api) => api.Post("/webhooks/{webhook_id}/{webhook_token}", Handle, Options);

    /// <summary>Where a webhook writes.</summary>
    public sealed record Place(GuildId Guild, ChannelId Channel);

    /// <summary>Asked before the body is read: nobody without the token makes the house take files in.</summary>
    public sealed record Open(WebhookId Webhook, WebhookKey Key, ChannelId? Thread) : IGuildCommand<Place>
    {
        public async ValueTask<Result<Place>> Run(GuildTurn turn)
        {
            var opened = Key.Open(turn, Webhook);
            if (!opened.IsOk) return opened.Failure;
            var entered = await WebhookTarget.Enter(turn, opened.Value!, Thread);
            return entered.IsOk ? new Place(turn.GuildId, entered.Value!.Channel.Id) : entered.Failure;
        }
    }

    /// <param name="Webhook">Which.</param>
    /// <param name="Key">Its token.</param>
    /// <param name="Thread">A thread of its channel; null for the channel.</param>
    /// <param name="Draft">What it says.</param>
    /// <param name="Name">What it is called in this message; null for its own name.</param>
    /// <param name="Avatar">The hash of this message's picture; null for its own.</param>
    public sealed record Command(WebhookId Webhook, WebhookKey Key, ChannelId? Thread, MessageDraft Draft, string? Name, string? Avatar)
        : IGuildCommand<MessagePayload>
    {
        public async ValueTask<Result<MessagePayload>> Run(GuildTurn turn)
        {
            var opened = Key.Open(turn, Webhook);
            if (!opened.IsOk) return opened.Failure;
            var webhook = opened.Value!;
            var entered = await WebhookTarget.Enter(turn, webhook, Thread);
            if (!entered.IsOk) return entered.Failure;
            var author = WebhookTarget.AuthorOf(Webhook);
            var decided = CreateMessage.Decide(entered.Value!, author, Draft, null, new MessageId(turn.NextId()), slowmodeWait: 0);
            if (!decided.IsOk) return decided.Failure;
            var message = decided.Value! with
            {
                Extra = (decided.Value.Extra ?? new MessageExtra()) with
                {
                    Webhook = new MessageWebhook(Webhook, Name ?? webhook.Name, Avatar ?? webhook.Avatar),
                    Application = webhook.Application,
                },
            };
            NewMessages.Put(turn, message);
            var shown = await MessageComposer.Compose(turn, message, null);
            MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, entered.Value!.Channel, shown);
            MentionCounts.Tell(turn, message);
            return shown;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var id = request.Id<WebhookId>("webhook_id");
        var thread = request.QueryId<ChannelId>("thread_id");
        var wait = request.QueryFlag("wait");
        request.QueryFlag("with_components");
        if (request.Failure is { } invalid) return invalid;
        var key = WebhookKey.OfToken(request.Text("webhook_token"));
        var opened = await GetWebhook.Ask(request, id, new Open(id, key, thread), request.Cancel);
        if (!opened.IsOk) return opened.Failure;
        var place = opened.Value!;
        await using var body = await MessageBody.Read(request, place.Channel, mayUpload: null);
        if (body.Failure is { } unreadable) return unreadable;
        var name = WebhookForm.Name(body.Form, "username");
        var picture = WebhookForm.PictureUrl(body.Form, "avatar_url");
        RefuseThread(body.Form);
        var draft = await MessageForm.ReadNew(body, request.Cancel) with { Reply = null };
        if (body.Form.Failure is { } wrong) return wrong;
        var posted = await request.House.Guilds.Ask(
            place.Guild, new Command(id, key, thread, draft, name, AvatarOf(picture)), body.Files.Count > 0 ? CancellationToken.None : request.Cancel);
        if (!posted.IsOk) return posted.Failure;
        body.KeepFiles();
        return wait ? ApiAnswer.Json(posted.Value!, PayloadJson.Default.MessagePayload) : ApiAnswer.NoContent;
    }

    /// <summary>The name under which the picture at an address is kept.</summary>
    internal static string? AvatarOf(string? pictureUrl)
    {
        const int hashBytes = 16;
        return pictureUrl is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pictureUrl)).AsSpan(0, hashBytes));
    }

    private static void RefuseThread(Form form)
    {
        if (form.NullableText("thread_name", 0, Limits.ChannelNameMax).Value is { Length: > 0 })
            form.Error("thread_name", "FEATURE_NOT_SUPPORTED", "This server does not support this yet.");
    }
}
