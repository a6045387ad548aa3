using Guildhall.Community.Activities;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Interactions.Commands;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>An application's first answer to an interaction: once, and within three seconds.</summary>
public sealed record AnswerInteraction(InteractionToken Token, InteractionAnswer Answer) : IGuildCommand<AnswerInteraction.Answered>, IAlsoInPrivate, IChannelCommand
{
    /// <summary>What the application is told that asks for it, and the files that an updated message no longer shows.</summary>
    public sealed record Answered(CallbackResponsePayload Response, IReadOnlyList<AttachmentId> Dropped);

    [System.Text.Json.Serialization.JsonIgnore]
    public ChannelId Channel => Token.Channel;

    public async ValueTask<Result<Answered>> Run(GuildTurn turn)
    {
        var found = Open(turn, Token);
        if (!found.IsOk) return found.Failure;
        var pending = found.Value!;
        if (Refusal(pending) is { } refused) return refused;
        return Answer.Kind switch
        {
            CallbackKind.Message or CallbackKind.DeferredMessage => await Write(turn, pending),
            CallbackKind.DeferredUpdate => Done(turn, pending, pending.Source),
            CallbackKind.Update => await Update(turn, pending),
            CallbackKind.Autocomplete => Complete(turn, pending),
            CallbackKind.Modal => await Show(turn, pending),
            CallbackKind.PremiumRequired => await Write(turn, pending),
            CallbackKind.LaunchActivity => Launch(turn, pending),
            _ => throw new System.Diagnostics.UnreachableException(Answer.Kind.ToString()),
        };
    }

    /// <summary>Asked before files are taken in: the interaction that waits for its answer.</summary>
    public sealed record Check(InteractionToken Token) : IGuildCommand<Nothing>, IAlsoInPrivate
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var found = Open(turn, Token);
            return ValueTask.FromResult(found.IsOk ? Nothing.Value : new Result<Nothing>(found.Failure));
        }
    }

    private static Result<PendingInteraction> Open(GuildTurn turn, InteractionToken token)
    {
        if (turn.Interactions.Find(token.Id, turn.Now) is not { } pending || pending.Token != token) return new Failure.UnknownInteraction();
        if (pending.IsAnswered) return new Failure.InteractionAlreadyAnswered();
        return turn.Now >= pending.AnswerUntil ? new Failure.UnknownInteraction() : pending;
    }

    private Failure.InvalidForm? Refusal(PendingInteraction pending)
    {
        CallbackKind[] fitting = pending.Kind switch
        {
            InteractionKind.Autocomplete => [CallbackKind.Autocomplete],
            InteractionKind.ModalSubmit when pending.Source is null => [CallbackKind.Message, CallbackKind.DeferredMessage, CallbackKind.PremiumRequired],
            InteractionKind.ModalSubmit =>
                [CallbackKind.Message, CallbackKind.DeferredMessage, CallbackKind.DeferredUpdate, CallbackKind.Update, CallbackKind.PremiumRequired],
            InteractionKind.MessageComponent =>
                [CallbackKind.Message, CallbackKind.DeferredMessage, CallbackKind.DeferredUpdate, CallbackKind.Update, CallbackKind.Modal, CallbackKind.PremiumRequired],
            _ => [CallbackKind.Message, CallbackKind.DeferredMessage, CallbackKind.Modal, CallbackKind.PremiumRequired],
        };
        if (pending.Kind != InteractionKind.Autocomplete && pending.Application.IsEmbedded) fitting = [.. fitting, CallbackKind.LaunchActivity];
        if (fitting.Contains(Answer.Kind)) return null;
        var choices = string.Join(", ", fitting.Select(kind => (int)kind));
        return new Failure.InvalidForm([new FieldError("type", "BASE_TYPE_CHOICES", $"Value must be one of {{{choices}}}.")]);
    }

    private async ValueTask<Result<Answered>> Write(GuildTurn turn, PendingInteraction pending)
    {
        var entered = InteractionMessages.Enter(turn, Token);
        if (!entered.IsOk) return entered.Failure;
        var isEphemeral = Answer.IsEphemeral || pending.IsForcedEphemeral || Answer.Kind == CallbackKind.PremiumRequired;
        var isSourceEphemeral = pending.Source is { } source && turn.Interactions.Ephemeral(source, turn.Now) is not null;
        var shape = AnswerShape.First(pending, isEphemeral, isSourceEphemeral);
        if (Answer.Kind == CallbackKind.PremiumRequired) shape = shape with { Type = MessageType.InteractionPremiumUpsell };
        var decided = InteractionMessages.Decide(turn, entered.Value!, pending, Answer.Message, new MessageId(turn.NextId()), shape);
        if (!decided.IsOk) return decided.Failure;
        var message = decided.Value!;
        if (Answer.Kind == CallbackKind.PremiumRequired) message = message with { Flags = message.Flags & ~MessageFlags.Loading };
        var created = await InteractionMessages.Create(turn, entered.Value!, pending, message);
        if (!created.IsOk) return created.Failure;
        pending.IsLoading = InteractionMessages.IsLoading(message);
        return Done(turn, pending, message.Id, created.Value, isEphemeral);
    }

    private async ValueTask<Result<Answered>> Update(GuildTurn turn, PendingInteraction pending)
    {
        var entered = InteractionMessages.Enter(turn, Token);
        if (!entered.IsOk) return entered.Failure;
        if (await InteractionOrigin.Find(turn, entered.Value!, Token.User, pending.Source!.Value) is not { } before) return new Failure.UnknownMessage();
        var answered = await InteractionMessages.Answered(turn, before);
        var decided = InteractionMessages.DecideEdit(turn, entered.Value!, before, Answer.Change!, answered);
        if (!decided.IsOk) return decided.Failure;
        var updated = await InteractionMessages.Replace(turn, entered.Value!, Token.User, before, decided.Value!);
        if (!updated.IsOk) return updated.Failure;
        var done = Done(turn, pending, before.Id, updated.Value, InteractionMessages.IsEphemeral(before));
        return done with { Dropped = EditMessage.Dropped(before, decided.Value!) };
    }

    private Result<Answered> Complete(GuildTurn turn, PendingInteraction pending)
    {
        if (pending.FocusedType is not { } type || new Form(Answer.Raw!.Value).Part("data") is not { } data) return new Failure.UnknownInteraction();
        var choices = AutocompleteForm.Read(data, type);
        if (!choices.IsOk) return choices.Failure;
        pending.IsAnswered = true;
        InteractionEvents.Completed(turn, pending, AutocompleteForm.In(pending.Locale, choices.Value!));
        return new Answered(new CallbackResponsePayload(new CallbackInteractionPayload(pending.Id, pending.Kind), null), []);
    }

    private Result<Answered> Launch(GuildTurn turn, PendingInteraction pending)
    {
        if (ActivityLaunch.Refuse(turn, Token.Channel, Token.User, Token.Application) is { } refused) return refused;
        var instance = ActivityLaunch.Launch(turn, Token.Channel, Token.User, Token.Application);
        var response = Done(turn, pending, null).Response;
        return new Answered(
            new CallbackResponsePayload(
                response.Interaction with { ActivityInstanceId = instance },
                new CallbackResourcePayload((int)Answer.Kind, null) { ActivityInstance = new CallbackActivityPayload(instance) }),
            []);
    }

    private async ValueTask<Answered> Show(GuildTurn turn, PendingInteraction pending)
    {
        pending.Modal = Answer.Modal;
        var done = Done(turn, pending, null);
        await InteractionEvents.Modal(turn, pending, Answer.Modal!);
        return done;
    }

    private Answered Done(GuildTurn turn, PendingInteraction pending, MessageId? original, MessagePayload? message = null, bool isEphemeral = false)
    {
        pending.IsAnswered = true;
        pending.Original = original;
        InteractionEvents.Succeeded(turn, pending);
        var interaction = new CallbackInteractionPayload(pending.Id, pending.Kind)
        {
            ResponseMessageId = original,
            ResponseMessageLoading = message is null ? null : pending.IsLoading,
            ResponseMessageEphemeral = message is null ? null : isEphemeral,
        };
        var hasResource = Answer.Kind is CallbackKind.Message or CallbackKind.Update;
        return new Answered(new CallbackResponsePayload(interaction, hasResource ? new CallbackResourcePayload((int)Answer.Kind, message) : null), []);
    }
}
