using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Webhooks;

/// <summary>PATCH /webhooks/{webhook_id}: another name, picture or channel; with the token, in /webhooks/{webhook_id}/{webhook_token}, not the channel.</summary>
public static class UpdateWebhook
{
    public static void Map(ApiRoutes api)
    {
        api.Patch("/webhooks/{webhook_id}", Handle, RouteOptions.Per(10, 10));
        api.Patch("/webhooks/{webhook_id}/{webhook_token}", HandleByToken, RouteOptions.Per(10, 10) with { ByWebhookToken = true });
    }

    public sealed record Command(WebhookId Webhook, WebhookKey Key, string? Name, Optional<string?> Avatar, ChannelId? Channel)
        : IGuildCommand<WebhookRecord>
    {
        public ValueTask<Result<WebhookRecord>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<WebhookRecord> Decide(GuildTurn turn)
        {
            var opened = Key.Open(turn, Webhook);
            if (!opened.IsOk) return opened.Failure;
            var before = opened.Value!;
            if (Channel is { } target && target != before.Channel && WebhookPlace.Refusal(turn, target, Key.Caller!) is { } refused) return refused;
            var after = before with { Name = Name ?? before.Name, Avatar = Avatar.Or(before.Avatar), Channel = Channel ?? before.Channel };
            if (after == before) return before;
            if (after.Channel != before.Channel) WebhookEvents.Tell(turn, before.Channel);
            WebhookEvents.Put(turn, after);
            // Who changed it by the token alone is nobody that the audit log could name.
            if (Key.Caller is { } caller) WebhookEvents.Audit(turn, AuditAction.WebhookUpdate, caller, before, after);
            return after;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var id = request.Id<WebhookId>("webhook_id");
        if (request.Failure is { } invalid) return invalid;
        var updated = await Update(request, id, WebhookKey.Of(request.Caller));
        return updated.IsOk ? ApiAnswer.Json(await WebhookView.Of(request, updated.Value!), WebhookJson.Default.WebhookPayload) : updated.Failure;
    }

    private static async ValueTask<ApiAnswer> HandleByToken(ApiRequest request)
    {
        var id = request.Id<WebhookId>("webhook_id");
        if (request.Failure is { } invalid) return invalid;
        var updated = await Update(request, id, WebhookKey.OfToken(request.Text("webhook_token")));
        return updated.IsOk ? ApiAnswer.Json(WebhookView.ByToken(request, updated.Value!), WebhookJson.Default.WebhookPayload) : updated.Failure;
    }

    private static async ValueTask<Result<WebhookRecord>> Update(ApiRequest request, WebhookId id, WebhookKey key)
    {
        // The key first: nobody without one makes the house read megabytes.
        var opened = await GetWebhook.Ask(request, id, new GetWebhook.Command(id, key), request.Cancel);
        if (!opened.IsOk) return opened.Failure;
        var read = await request.ReadForm(Limits.ImageBytes * 2);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var name = WebhookForm.Name(form, "name");
        var channel = key.Caller is null ? null : form.Id<ChannelId>("channel_id").Value;
        if (form.Failure is { } invalid) return invalid;
        var folder = WebhookForm.AvatarFolder(id);
        var avatar = await ImageField.Read(form, "avatar", folder, Limits.ImageBytes, request.House, request.Cancel);
        if (form.Failure is { } wrong) return wrong;
        return await GetWebhook.Ask(request, id, new Command(id, key, name, avatar, channel), CancellationToken.None);
    }
}
