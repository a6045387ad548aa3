using Guildhall.Community.AutoModeration;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.ReadStates;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Interactions;

/// <summary>
/// The messages that applications answer with: written by the bot's user wherever its application was invoked, whether the bot is there or
/// not. An ephemeral one is kept in memory and goes to the sessions of one person; all others are messages of the channel.
/// </summary>
internal static class InteractionMessages
{
    /// <summary>The channel of an interaction, as its application enters it: it was invited to answer, so the channel is open to it.</summary>
    public static Result<EnteredChannel> Enter(GuildTurn turn, InteractionToken token)
    {
        if (turn.State.FindChannel(token.Channel) is not { } channel) return new Failure.UnknownChannel();
        var author = BotOf(token);
        var isHere = turn.State.Members.TryGetValue(author, out var bot);
        var mentioner = isHere ? bot : turn.State.Members.GetValueOrDefault(token.User);
        var mayMention = mentioner is not null && turn.State.PermissionsIn(channel, mentioner, turn.Now).Has(Permissions.MentionEveryone);
        var held = mayMention ? Permissions.All : Permissions.All & ~Permissions.MentionEveryone;
        return new EnteredChannel(turn.State, channel, bot ?? new MemberRow { User = author, JoinedAt = turn.Now }, held);
    }

    public static UserId BotOf(InteractionToken token) => new(token.Application.Value);

    /// <summary>The message that a draft becomes; or why not. Nothing is changed.</summary>
    /// <param name="turn">The guild's turn.</param>
    /// <param name="entered">Where, as the application.</param>
    /// <param name="pending">What it answers.</param>
    /// <param name="draft">What it says; null for a message that only says that there will be one.</param>
    /// <param name="id">The message's.</param>
    /// <param name="shape">What makes it the answer that it is.</param>
    public static Result<StoredMessage> Decide(
        GuildTurn turn, EnteredChannel entered, PendingInteraction pending, MessageDraft? draft, MessageId id, AnswerShape shape)
    {
        StoredMessage message;
        if (draft is null)
        {
            if (Threads.ThreadActivity.Refuse(entered) is { } closed) return closed;
            message = new StoredMessage { Channel = entered.Channel.Id, Id = id, Guild = turn.GuildId, Author = BotOf(pending.Token), Flags = MessageFlags.Loading };
        }
        else
        {
            var decided = CreateMessage.Decide(entered, BotOf(pending.Token), draft with { Reply = null, Forward = null }, null, id, slowmodeWait: 0);
            if (!decided.IsOk) return decided.Failure;
            message = decided.Value!;
        }

        return message with
        {
            Type = shape.Type,
            Flags = shape.IsEphemeral ? message.Flags | MessageFlags.Ephemeral : message.Flags,
            Extra = (message.Extra ?? new MessageExtra()) with
            {
                Application = pending.Token.Application,
                Interaction = pending.Facts with { Original = shape.Original },
                Reference = shape.Reference is { } answered ? new MessageReferencePayload(entered.Channel.Id, answered, turn.ShownGuild) : null,
            },
        };
    }

    /// <summary>Puts a new message into the channel, or into one person's sight, and tells it.</summary>
    public static async ValueTask<Result<MessagePayload>> Create(GuildTurn turn, EnteredChannel entered, PendingInteraction pending, StoredMessage message)
    {
        if (IsEphemeral(message))
        {
            turn.Interactions.Put(turn, message, pending.Token.User, turn.Now + InteractionToken.GoodFor);
            return await Tell(turn, entered.Channel, pending.Token.User, DispatchCatalogue.MessageCreate, message);
        }

        var judgement = await Judgement.OfMessage(turn, entered, message);
        if (judgement?.Refusal is { } blocked) return judgement.Refuse(turn, blocked);
        NewMessages.Put(turn, message);
        if ((message.Flags & MessageFlags.Loading) == 0) MentionCounts.Tell(turn, message);
        var shown = await Tell(turn, entered.Channel, pending.Token.User, DispatchCatalogue.MessageCreate, message);
        judgement?.Execute(turn, message.Id);
        return shown;
    }

    /// <summary>Replaces a message, and tells it. Nothing is told when nothing has changed.</summary>
    public static async ValueTask<Result<MessagePayload>> Replace(
        GuildTurn turn, EnteredChannel entered, UserId user, StoredMessage before, StoredMessage after)
    {
        if (after == before) return await Compose(turn, after);
        if (IsEphemeral(after))
        {
            turn.Interactions.Put(turn, after, user, turn.Now + InteractionToken.GoodFor);
            return await Tell(turn, entered.Channel, user, DispatchCatalogue.MessageUpdate, after);
        }

        var judgement = await Judgement.OfMessage(turn, entered, after, isNew: false);
        if (judgement?.Refusal is { } blocked) return judgement.Refuse(turn, blocked);
        turn.Put(after);
        turn.Log("MESSAGE_UPDATE", LogFacts.Message(after.Channel, after.Id));
        if (IsLoading(before) && !IsLoading(after)) MentionCounts.Tell(turn, after);
        var shown = await Tell(turn, entered.Channel, user, DispatchCatalogue.MessageUpdate, after);
        judgement?.Execute(turn, after.Id);
        return shown;
    }

    /// <summary>Takes a message away; what its files were.</summary>
    public static MessagesGone Delete(GuildTurn turn, UserId user, StoredMessage message)
    {
        if (!IsEphemeral(message))
        {
            var gone = MessagesGone.Apply(turn, message.Channel, [message]);
            MessageEvents.Deleted(turn, message.Channel, message.Id);
            return gone;
        }

        turn.Interactions.RemoveEphemeral(message.Id);
        InteractionEvents.Tell(
            turn,
            user,
            DispatchCatalogue.MessageDelete,
            new MessageDeletedPayload(message.Id, message.Channel, turn.ShownGuild),
            MessageJson.Default.MessageDeletedPayload);
        return new MessagesGone([.. (message.Extra?.Attachments ?? []).Select(file => file.Id)]);
    }

    /// <summary>What a message becomes by an edit of its application. One that was awaited counts as written now, not as edited.</summary>
    public static Result<StoredMessage> DecideEdit(
        GuildTurn turn, EnteredChannel entered, StoredMessage before, EditMessage.Change change, StoredMessage? answered)
    {
        var decided = EditMessage.Decide(entered, before.Author, before, change, answered, turn.Now);
        if (!decided.IsOk || !IsLoading(before)) return decided;
        return decided.Value! with { Flags = decided.Value.Flags & ~MessageFlags.Loading, EditedAt = null };
    }

    public static bool IsEphemeral(StoredMessage message) => (message.Flags & MessageFlags.Ephemeral) != 0;

    public static bool IsLoading(StoredMessage message) => (message.Flags & MessageFlags.Loading) != 0;

    /// <summary>A message as its application sees it.</summary>
    public static async ValueTask<MessagePayload> Compose(GuildTurn turn, StoredMessage message) =>
        await MessageComposer.Compose(turn, message, await Answered(turn, message));

    /// <summary>What a message replies to; null when it replies to none, or to one that is gone.</summary>
    public static async ValueTask<StoredMessage?> Answered(GuildTurn turn, StoredMessage message)
    {
        if (MessageComposer.Answered(message) is not { } target) return null;
        if (IsEphemeral(message) && turn.Interactions.Ephemeral(target, turn.Now) is { } own) return own.Message;
        return await turn.Logs.Find(turn, message.Channel, target);
    }

    private static async ValueTask<MessagePayload> Tell(
        GuildTurn turn, ChannelPayload channel, UserId user, GatewayEvent kind, StoredMessage message)
    {
        var shown = await Compose(turn, message);
        if (IsEphemeral(message))
            InteractionEvents.Tell(turn, user, kind, MessageEvents.InEvent(turn, channel, shown), PayloadJson.Default.MessagePayload);
        else
            MessageEvents.Tell(turn, kind, channel, shown);
        return shown;
    }
}

/// <summary>What makes a message the answer that it is.</summary>
/// <param name="Type">20 and 23 for a command's first answer; a reply for others.</param>
/// <param name="IsEphemeral">True for one person's eyes alone.</param>
internal sealed record AnswerShape(MessageType Type, bool IsEphemeral)
{
    /// <summary>What it replies to; null for none.</summary>
    public MessageId? Reference { get; init; }

    /// <summary>Of a follow-up: the first answer.</summary>
    public MessageId? Original { get; init; }

    /// <summary>A first answer: to a command it shows the command, to a component or a form it replies to the message.</summary>
    public static AnswerShape First(PendingInteraction pending, bool isEphemeral, bool isSourceEphemeral)
    {
        // A form shown by a command is answered like the command.
        var command = pending.Facts.CommandType ?? pending.Facts.Trigger?.CommandType;
        if (pending.Source is null && command is { } type)
            return new AnswerShape(type is 2 or 3 ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand, isEphemeral);
        // Others would see that there is something which they do not see.
        return pending.Source is null || (isSourceEphemeral && !isEphemeral)
            ? new AnswerShape(MessageType.Default, isEphemeral)
            : new AnswerShape(MessageType.Reply, isEphemeral) { Reference = pending.Source };
    }

    /// <summary>A later answer replies to the first.</summary>
    public static AnswerShape Later(MessageId? original, bool isEphemeral, bool isOriginalEphemeral) =>
        original is null || (isOriginalEphemeral && !isEphemeral)
            ? new AnswerShape(MessageType.Default, isEphemeral) { Original = original }
            : new AnswerShape(MessageType.Reply, isEphemeral) { Reference = original, Original = original };
}
