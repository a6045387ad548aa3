using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>What an application does with the token of an interaction after its first answer: more messages, and changes of those it wrote with it.</summary>
internal static class FollowUps
{
    /// <summary>One more message; or, when the first answer only said that there will be one, that one.</summary>
    public sealed record Create(InteractionToken Token, MessageDraft Draft, bool IsEphemeral) : IGuildCommand<MessagePayload>, IAlsoInPrivate, IChannelCommand
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public ChannelId Channel => Token.Channel;

        public async ValueTask<Result<MessagePayload>> Run(GuildTurn turn)
        {
            if (await Answered(turn, Token) is not { } pending) return new Failure.UnknownWebhook();
            var entered = InteractionMessages.Enter(turn, Token);
            if (!entered.IsOk) return entered.Failure;
            var original = pending.Original is { } first ? await InteractionOrigin.Find(turn, entered.Value!, Token.User, first) : null;
            if (pending.IsLoading && original is not null && InteractionMessages.IsLoading(original)) return await Fulfil(turn, entered.Value!, pending, original);
            var isOfUserAlone = pending.Facts is { OwnerGuild: null, OwnerUser: not null };
            if (isOfUserAlone && pending.FollowUps >= Limits.FollowUpsOfUserInstall) return new Failure.TooManyFollowUps();
            var isEphemeral = IsEphemeral || pending.IsForcedEphemeral;
            var shape = AnswerShape.Later(original?.Id, isEphemeral, original is not null && InteractionMessages.IsEphemeral(original));
            var decided = InteractionMessages.Decide(turn, entered.Value!, pending, Draft, new MessageId(turn.NextId()), shape);
            if (!decided.IsOk) return decided.Failure;
            pending.FollowUps++;
            return await InteractionMessages.Create(turn, entered.Value!, pending, decided.Value!);
        }

        // Who sees it was said when it was promised.
        private async ValueTask<Result<MessagePayload>> Fulfil(GuildTurn turn, EnteredChannel entered, PendingInteraction pending, StoredMessage promised)
        {
            var shape = new AnswerShape(promised.Type, InteractionMessages.IsEphemeral(promised)) { Reference = promised.Extra?.Reference?.MessageId };
            var decided = InteractionMessages.Decide(turn, entered, pending, Draft, promised.Id, shape);
            if (!decided.IsOk) return decided.Failure;
            pending.IsLoading = false;
            return await InteractionMessages.Replace(turn, entered, Token.User, promised, decided.Value!);
        }
    }

    /// <param name="Token">The interaction's.</param>
    /// <param name="Message">Null for the first answer.</param>
    public sealed record Get(InteractionToken Token, MessageId? Message) : IGuildCommand<MessagePayload>, IAlsoInPrivate, IChannelCommand
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public ChannelId Channel => Token.Channel;

        public async ValueTask<Result<MessagePayload>> Run(GuildTurn turn)
        {
            var found = await Find(turn, Token, Message);
            return found.IsOk ? await InteractionMessages.Compose(turn, found.Value!.Message) : found.Failure;
        }
    }

    /// <summary>The message after an edit, and the files that it no longer shows.</summary>
    public sealed record Edited(MessagePayload Message, IReadOnlyList<AttachmentId> Dropped);

    /// <param name="Token">The interaction's.</param>
    /// <param name="Message">Null for the first answer.</param>
    /// <param name="Change">What is to change.</param>
    public sealed record Edit(InteractionToken Token, MessageId? Message, EditMessage.Change Change) : IGuildCommand<Edited>, IAlsoInPrivate, IChannelCommand
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public ChannelId Channel => Token.Channel;

        public async ValueTask<Result<Edited>> Run(GuildTurn turn)
        {
            var found = await Find(turn, Token, Message);
            if (!found.IsOk) return found.Failure;
            var (entered, before, pending) = found.Value!;
            if (entered.IsArchived) return new Failure.ThreadArchived();
            var answered = await InteractionMessages.Answered(turn, before);
            var decided = InteractionMessages.DecideEdit(turn, entered, before, Change, answered);
            if (!decided.IsOk) return decided.Failure;
            var replaced = await InteractionMessages.Replace(turn, entered, Token.User, before, decided.Value!);
            if (!replaced.IsOk) return replaced.Failure;
            if (pending is not null && before.Id == pending.Original) pending.IsLoading = false;
            return new Edited(replaced.Value!, EditMessage.Dropped(before, decided.Value!));
        }
    }

    /// <param name="Token">The interaction's.</param>
    /// <param name="Message">Null for the first answer.</param>
    public sealed record Delete(InteractionToken Token, MessageId? Message) : IGuildCommand<MessagesGone>, IAlsoInPrivate, IChannelCommand
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public ChannelId Channel => Token.Channel;

        public async ValueTask<Result<MessagesGone>> Run(GuildTurn turn)
        {
            var found = await Find(turn, Token, Message);
            return found.IsOk ? InteractionMessages.Delete(turn, Token.User, found.Value!.Message) : found.Failure;
        }
    }

    private sealed record Found(EnteredChannel Entered, StoredMessage Message, PendingInteraction? Pending);

    // A token opens what was written with it, and the message that its component is on once that was answered by an update.
    private static async ValueTask<Result<Found>> Find(GuildTurn turn, InteractionToken token, MessageId? wanted)
    {
        if (await Answered(turn, token) is not { } pending) return new Failure.UnknownWebhook();
        var entered = InteractionMessages.Enter(turn, token);
        if (!entered.IsOk) return entered.Failure;
        if ((wanted ?? pending.Original) is not { } id) return new Failure.UnknownMessage();
        var message = await InteractionOrigin.Find(turn, entered.Value!, token.User, id);
        if (message is null) return new Failure.UnknownMessage();
        var isOwn = message.Extra?.Interaction?.Id == token.Id || message.Id == pending.Original;
        return isOwn ? new Found(entered.Value!, message, pending) : new Failure.UnknownMessage();
    }

    // What the actor has forgotten, by a restart or for want of room, the first answer tells, if it is a message of the channel.
    private static async ValueTask<PendingInteraction?> Answered(GuildTurn turn, InteractionToken token)
    {
        if (turn.Interactions.Find(token.Id, turn.Now) is { } pending) return pending.IsAnswered ? pending : null;
        if (turn.State.FindChannel(token.Channel) is null) return null;
        var log = await turn.Logs.Open(turn, token.Channel);
        var first = log.FindLast(message => message.Extra?.Interaction is { Original: null } facts && facts.Id == token.Id);
        return first is null ? null : new PendingInteraction(token, (InteractionKind)first.Extra!.Interaction!.Type)
        {
            Application = new InteractionApplication(token.Application, "", "", null),
            Facts = first.Extra.Interaction,
            Source = first.Extra.Interaction.Interacted,
            IsAnswered = true,
            Original = first.Id,
            IsLoading = InteractionMessages.IsLoading(first),
        };
    }
}
