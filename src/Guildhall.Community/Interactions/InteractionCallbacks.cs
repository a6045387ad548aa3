using Guildhall.Community.Components;
using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>
/// POST /interactions/{interaction_id}/{interaction_token}/callback: an application's first answer. The answer that an application's own
/// address gives goes the same way, through <see cref="Give"/>.
/// </summary>
public static class InteractionCallbacks
{
    private const int PerWindow = 5;
    private const double WindowSeconds = 2;

    private static readonly int[] Kinds =
    [
        (int)CallbackKind.Message, (int)CallbackKind.DeferredMessage, (int)CallbackKind.DeferredUpdate, (int)CallbackKind.Update,
        (int)CallbackKind.Autocomplete, (int)CallbackKind.Modal, (int)CallbackKind.PremiumRequired, (int)CallbackKind.LaunchActivity,
    ];

    public static void Map(ApiRoutes api) =>
        api.Post(
            "/interactions/{interaction_id}/{interaction_token}/callback",
            Handle,
            RouteOptions.Per(PerWindow, WindowSeconds) with { ByWebhookToken = true });

    /// <summary>Reads an answer and gives it. The files of the body are kept when it was taken.</summary>
    /// <param name="house">The house.</param>
    /// <param name="token">Of the interaction, genuine.</param>
    /// <param name="body">The answer: type and data.</param>
    /// <param name="cancel">Stops the reading.</param>
    internal static async ValueTask<Result<AnswerInteraction.Answered>> Give(
        CommunityServices house, InteractionToken token, MessageBody body, CancellationToken cancel)
    {
        if (body.Failure is { } unreadable) return unreadable;
        var answer = await Read(body, cancel);
        if (body.Form.Failure is { } wrong) return wrong;
        // Given to the end, though the application may leave: a message comes to be with its files.
        var given = await house.Guilds.Ask(token.House, new AnswerInteraction(token, answer), CancellationToken.None);
        if (!given.IsOk) return given.Failure is Failure.UnknownGuild ? new Failure.UnknownInteraction() : given.Failure;
        body.KeepFiles();
        await AttachmentFiles.Delete(house, token.Channel, given.Value!.Dropped);
        return given;
    }

    /// <summary>The body of an answer; errors stand in its form.</summary>
    private static async ValueTask<InteractionAnswer> Read(MessageBody body, CancellationToken cancel)
    {
        var form = body.Form;
        var type = form.Choice("type", Kinds);
        if (!type.IsPresent) form.Required("type");
        if (form.Failure is not null) return new InteractionAnswer(CallbackKind.Message);
        var answer = new InteractionAnswer((CallbackKind)type.Value);
        var whole = form.Json;
        var hasData = body.Narrow("data");
        switch (answer.Kind)
        {
            case CallbackKind.Message or CallbackKind.Update or CallbackKind.Autocomplete or CallbackKind.Modal when !hasData:
                if (form.Failure is null) form.Required("data");
                return answer;
            case CallbackKind.Message:
                return answer with { IsEphemeral = WantsEphemeral(body.Form), Message = await MessageForm.ReadNew(body, cancel, ofMember: false, AllowedComponents.All) };
            case CallbackKind.DeferredMessage:
                return answer with { IsEphemeral = hasData && WantsEphemeral(body.Form) };
            case CallbackKind.Autocomplete:
                return answer with { Raw = whole };
            case CallbackKind.Modal:
                return answer with { Modal = ModalForm.Read(body.Form) };
            case CallbackKind.Update:
                return answer with { Change = await EditMessage.ReadChange(body, cancel, AllowedComponents.All) };
            default:
                return answer;
        }
    }

    /// <summary>True when a message's flags say that one person alone is to see it.</summary>
    internal static bool WantsEphemeral(Form form) =>
        ((MessageFlags)(form.NullableInt("flags", 0, int.MaxValue).Value ?? 0) & MessageFlags.Ephemeral) != 0;

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var id = request.Id<InteractionId>("interaction_id");
        var wantsResponse = request.QueryFlag("with_response");
        if (request.Failure is { } invalid) return invalid;
        if (house.InteractionTokens.Read(request.Text("interaction_token")) is not { } token || token.Id != id) return new Failure.UnknownInteraction();
        await using var body = await MessageBody.Read(request, token.Channel, MayUpload);
        var given = await Give(house, token, body, request.Cancel);
        if (!given.IsOk) return given.Failure;
        return wantsResponse ? ApiAnswer.Json(given.Value!.Response, InteractionEventJson.Default.CallbackResponsePayload) : ApiAnswer.NoContent;

        async ValueTask<Failure?> MayUpload() => (await house.Guilds.Ask(token.House, new AnswerInteraction.Check(token), request.Cancel)).Failure;
    }
}
