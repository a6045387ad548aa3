using System.Security.Cryptography;
using System.Text;
using Guildhall.Community.Components;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Interactions;
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

    /// <summary>Where a webhook writes; a forum when <paramref name="IsForum"/>, where it begins a post. An application made it when <paramref name="IsOfApplication"/>.</summary>
    public sealed record Place(GuildId Guild, ChannelId Channel, bool IsForum = false, bool IsOfApplication = false);

    /// <summary>Asked before the body is read: nobody without the token makes the house take files in.</summary>
    public sealed record Open(WebhookId Webhook, WebhookKey Key, ChannelId? Thread) : IGuildCommand<Place>
    {
        public async ValueTask<Result<Place>> Run(GuildTurn turn)
        {
            var opened = Key.Open(turn, Webhook);
            if (!opened.IsOk) return opened.Failure;
            var entered = await WebhookTarget.Enter(turn, opened.Value!, Thread);
            var isOfApplication = opened.Value!.Application is not null;
            if (entered.Failure is Failure.WebhookNeedsThread) return new Place(turn.GuildId, opened.Value.Channel, IsForum: true, isOfApplication);
            return entered.IsOk ? new Place(turn.GuildId, entered.Value!.Channel.Id, IsForum: false, isOfApplication) : entered.Failure;
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
        /// <summary>The post that the message begins, in a forum; null for a message.</summary>
        public WebhookPost? Post { get; init; }

        public async ValueTask<Result<MessagePayload>> Run(GuildTurn turn)
        {
            var opened = Key.Open(turn, Webhook);
            if (!opened.IsOk) return opened.Failure;
            var webhook = opened.Value!;
            var entered = Post is null ? await WebhookTarget.Enter(turn, webhook, Thread) : Post.Enter(turn, webhook);
            if (!entered.IsOk) return entered.Failure;
            var author = WebhookTarget.AuthorOf(Webhook);
            var id = Post is null ? new MessageId(turn.NextId()) : new MessageId(Post.Id.Value);
            var decided = CreateMessage.Decide(entered.Value!, author, Draft, null, id, slowmodeWait: 0);
            if (!decided.IsOk) return decided.Failure;
            var message = decided.Value! with
            {
                Extra = (decided.Value.Extra ?? new MessageExtra()) with
                {
                    Webhook = new MessageWebhook(Webhook, Name ?? webhook.Name, Avatar ?? webhook.Avatar),
                    Application = webhook.Application,
                },
            };
            var channel = Post?.Begin(turn, webhook) ?? entered.Value!.Channel;
            if (Avatar is not null) WebhookPictures.Note(turn, webhook, Avatar);
            NewMessages.Put(turn, message);
            var shown = await MessageComposer.Compose(turn, message, null);
            MentionCounts.Tell(turn, message);
            MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, channel, shown);
            return shown;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        if (InteractionWebhook.IsMeant(request)) return await InteractionWebhook.Create(request);
        var id = request.Id<WebhookId>("webhook_id");
        var thread = request.QueryId<ChannelId>("thread_id");
        var wait = request.QueryFlag("wait");
        var withComponents = request.QueryFlag("with_components");
        if (request.Failure is { } invalid) return invalid;
        var key = WebhookKey.OfToken(request.Text("webhook_token"));
        var opened = await GetWebhook.Ask(request, id, new Open(id, key, thread), request.Cancel);
        if (!opened.IsOk) return opened.Failure;
        var place = opened.Value!;
        // The files of a post lie with the thread that it will be.
        var target = place.IsForum ? new ChannelId(request.House.Ids.Next()) : place.Channel;
        await using var body = await MessageBody.Read(request, target, mayUpload: null);
        if (body.Failure is { } unreadable) return unreadable;
        var name = WebhookForm.Name(body.Form, "username");
        var picture = WebhookForm.PictureUrl(body.Form, "avatar_url");
        var post = WebhookPost.Read(body.Form, target, place.IsForum, thread);
        var draft = await MessageForm.ReadNew(body, request.Cancel, ofMember: false, ComponentsOf(place.IsOfApplication, withComponents)) with { Reply = null, Forward = null };
        if (body.Form.Failure is { } wrong) return wrong;
        if (!post.IsOk) return post.Failure;
        var command = new Command(id, key, thread, draft, name, AvatarOf(picture)) { Post = post.Value!.Post };
        var posted = await request.House.Guilds.Ask(place.Guild, command, body.Files.Count > 0 ? CancellationToken.None : request.Cancel);
        if (!posted.IsOk) return posted.Failure;
        body.KeepFiles();
        if (picture is not null) request.House.WebhookPictures.Want(id, picture);
        return wait ? ApiAnswer.Json(posted.Value!, PayloadJson.Default.MessagePayload) : ApiAnswer.NoContent;
    }

    /// <summary>Which components a webhook may send: all when an application made it, and otherwise what nobody has to answer, when it asks for that.</summary>
    internal static AllowedComponents ComponentsOf(bool isOfApplication, bool isAsked) =>
        isOfApplication ? AllowedComponents.All : isAsked ? AllowedComponents.Shown : AllowedComponents.Ignored;

    /// <summary>The name under which the picture at an address is kept.</summary>
    internal static string? AvatarOf(string? pictureUrl)
    {
        const int hashBytes = 16;
        return pictureUrl is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pictureUrl)).AsSpan(0, hashBytes));
    }
}
