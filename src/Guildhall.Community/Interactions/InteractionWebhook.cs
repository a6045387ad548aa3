using Guildhall.Community.Components;
using Guildhall.Community.Edge;
using Guildhall.Community.Messages;
using Guildhall.Community.Webhooks;

namespace Guildhall.Community.Interactions;

/// <summary>
/// The webhook routes with an application's id and the token of one of its interactions in the path: for a quarter of an hour they
/// are the application's webhook into the channel where it was invoked.
/// </summary>
internal static class InteractionWebhook
{
    private const string TokenName = "webhook_token";

    /// <summary>True when the path carries an interaction's token, genuine or not, and not a webhook's.</summary>
    public static bool IsMeant(ApiRequest request) => InteractionTokens.IsShapedLike(request.Text(TokenName));

    /// <summary>GET /webhooks/{application_id}/{interaction_token}</summary>
    public static async ValueTask<ApiAnswer> Show(ApiRequest request)
    {
        var token = Open(request);
        if (!token.IsOk) return token.Failure;
        if (await request.House.UserRows.GetApplication(token.Value!.Application, request.Cancel) is not { } application) return new Failure.UnknownWebhook();
        var shown = new ApplicationWebhookPayload(new WebhookId(application.Id.Value), application.Id, application.Name);
        return ApiAnswer.Json(shown, InteractionEventJson.Default.ApplicationWebhookPayload);
    }

    /// <summary>POST /webhooks/{application_id}/{interaction_token}</summary>
    public static async ValueTask<ApiAnswer> Create(ApiRequest request)
    {
        var token = Open(request);
        if (!token.IsOk) return token.Failure;
        await using var body = await MessageBody.Read(request, token.Value!.Channel, mayUpload: null);
        if (body.Failure is { } unreadable) return unreadable;
        var isEphemeral = InteractionCallbacks.WantsEphemeral(body.Form);
        var draft = await MessageForm.ReadNew(body, request.Cancel, ofMember: false, AllowedComponents.All);
        if (body.Form.Failure is { } wrong) return wrong;
        var created = await Ask(request, token.Value, new FollowUps.Create(token.Value, draft, isEphemeral));
        if (created.IsOk) body.KeepFiles();
        return ApiAnswer.Of(created, PayloadJson.Default.MessagePayload);
    }

    /// <summary>GET …/messages/{message_id}, and …/messages/@original without one.</summary>
    public static async ValueTask<ApiAnswer> Get(ApiRequest request, bool isOriginal)
    {
        var (token, message) = (Open(request), Message(request, isOriginal));
        if (request.Failure is { } invalid) return invalid;
        if (!token.IsOk) return token.Failure;
        return ApiAnswer.Of(await Ask(request, token.Value!, new FollowUps.Get(token.Value!, message)), PayloadJson.Default.MessagePayload);
    }

    /// <summary>PATCH …/messages/{message_id}, and …/messages/@original without one.</summary>
    public static async ValueTask<ApiAnswer> Edit(ApiRequest request, bool isOriginal)
    {
        var (token, message) = (Open(request), Message(request, isOriginal));
        if (request.Failure is { } invalid) return invalid;
        if (!token.IsOk) return token.Failure;
        var channel = token.Value!.Channel;
        await using var body = await MessageBody.Read(request, channel, mayUpload: null);
        if (body.Failure is { } unreadable) return unreadable;
        var change = await EditMessage.ReadChange(body, request.Cancel, AllowedComponents.All);
        if (body.Form.Failure is { } wrong) return wrong;
        var edited = await Ask(request, token.Value, new FollowUps.Edit(token.Value, message, change));
        if (!edited.IsOk) return edited.Failure;
        body.KeepFiles();
        await AttachmentFiles.Delete(request.House, channel, edited.Value!.Dropped);
        return ApiAnswer.Json(edited.Value.Message, PayloadJson.Default.MessagePayload);
    }

    /// <summary>DELETE …/messages/{message_id}, and …/messages/@original without one.</summary>
    public static async ValueTask<ApiAnswer> Delete(ApiRequest request, bool isOriginal)
    {
        var (token, message) = (Open(request), Message(request, isOriginal));
        if (request.Failure is { } invalid) return invalid;
        if (!token.IsOk) return token.Failure;
        var deleted = await Ask(request, token.Value!, new FollowUps.Delete(token.Value!, message));
        if (deleted.IsOk) await AttachmentFiles.Delete(request.House, token.Value!.Channel, deleted.Value!.Attachments);
        return ApiAnswer.Of(deleted);
    }

    // Done to the end, though the caller may leave: files come and go with the message.
    private static async ValueTask<Result<T>> Ask<T>(ApiRequest request, InteractionToken token, Guild.IGuildCommand<T> command)
    {
        var answer = await request.House.Guilds.Ask(token.House, command, CancellationToken.None);
        return answer.Failure is Failure.UnknownGuild ? new Failure.UnknownWebhook() : answer;
    }

    private static MessageId? Message(ApiRequest request, bool isOriginal) => isOriginal ? null : request.Id<MessageId>("message_id");

    private static Result<InteractionToken> Open(ApiRequest request)
    {
        var id = request.Id<WebhookId>("webhook_id");
        if (request.Failure is { } invalid) return invalid;
        if (request.House.InteractionTokens.Read(request.Text(TokenName)) is not { } token) return new Failure.InvalidWebhookToken();
        if (token.Application.Value != id.Value) return new Failure.UnknownWebhook();
        return token.IsGood(request.House.Time.GetUtcNow()) ? token : new Failure.InvalidWebhookToken();
    }
}
