using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Webhooks;

/// <summary>POST /channels/{channel_id}/webhooks: a new way into the channel, for who holds its token.</summary>
public static class CreateWebhook
{
    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/webhooks", Handle, RouteOptions.Per(10, 60));

    /// <summary>Asked before a picture is stored: whether one more webhook may be put here.</summary>
    internal sealed record Check(ChannelId Channel, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) =>
            ValueTask.FromResult<Result<Nothing>>(WebhookPlace.Refusal(turn, Channel, Caller) is { } refused ? refused : Nothing.Value);
    }

    public sealed record Command(
        WebhookId Webhook, ChannelId Channel, string Name, string? Avatar, byte[] TokenHash, byte[] SealedToken, Caller Caller)
        : IGuildCommand<WebhookRecord>
    {
        /// <summary>The application that a person makes it for, by consent; null for the caller's own.</summary>
        public ApplicationId? Application { get; init; }

        public ValueTask<Result<WebhookRecord>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<WebhookRecord> Decide(GuildTurn turn)
        {
            if (WebhookPlace.Refusal(turn, Channel, Caller) is { } refused) return refused;
            var webhook = new WebhookRecord
            {
                Id = Webhook,
                Guild = turn.GuildId,
                Channel = Channel,
                Name = Name,
                Avatar = Avatar,
                Creator = Caller.User,
                Application = Application ?? (Caller.IsBot ? new ApplicationId(Caller.User.Value) : null),
                TokenHash = TokenHash,
                SealedToken = SealedToken,
            };
            WebhookEvents.Put(turn, webhook);
            WebhookEvents.Audit(turn, AuditAction.WebhookCreate, Caller, null, webhook);
            return webhook;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var read = await request.ReadForm(Limits.ImageBytes * 2);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var name = WebhookForm.Name(form, "name");
        if (name is null && form.Failure is null) form.Required("name");
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var house = request.House;
        var allowed = await house.Guilds.Ask(channel, new Check(channel, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var id = new WebhookId(house.Ids.Next());
        var avatar = await ImageField.Read(form, "avatar", WebhookForm.AvatarFolder(id), Limits.ImageBytes, house, request.Cancel);
        if (form.Failure is { } wrong) return wrong;
        var (hash, secret) = house.WebhookSecrets.Create();
        var created = await house.Guilds.Ask(
            channel, new Command(id, channel, name!, avatar.Value, hash, secret, request.Caller), CancellationToken.None);
        if (created.IsOk) return ApiAnswer.Json(await WebhookView.Of(request, created.Value!), WebhookJson.Default.WebhookPayload);
        if (avatar.Value is not null) await house.Blobs.DeleteFolder(WebhookForm.AvatarFolder(id), CancellationToken.None);
        return created.Failure;
    }
}
