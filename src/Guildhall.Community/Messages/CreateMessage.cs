using Guildhall.Community.AutoModeration;
using Guildhall.Community.Components;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Community.PrivateChannels;
using Guildhall.Community.ReadStates;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>
/// POST /channels/{channel_id}/messages: the spine of the house. The body is read and its files are stored before the guild is asked;
/// the guild decides on its state in memory; the answer waits for the store.
/// </summary>
public static class CreateMessage
{
    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/messages", Handle, RouteOptions.Per(10, 5));

    /// <summary>The message as it was stored. A repeat is one that the same nonce made before.</summary>
    public sealed record Created(MessagePayload Message, bool IsRepeat);

    public sealed record Command(ChannelId Channel, Caller Caller, MessageDraft Draft) : IGuildCommand<Created>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Created>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.SendMessages, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var entered = entry.Value!;
            if (VerificationLevel.Refuse(turn.State, entered.Member, Caller, turn.Now) is { } unverified) return unverified;
            if (turn.State.IsPrivate && await PrivateDoor.Refusal(turn, Caller.User) is { } closed) return closed;
            var nonce = Draft.EnforceNonce ? Draft.Nonce : null;
            if (nonce is not null && await Repeated(turn, nonce) is { } earlier) return earlier;
            var answered = Draft.Reply is { } reply && entered.Has(Permissions.ReadMessageHistory)
                ? await turn.Logs.Find(turn, Channel, reply.Message)
                : null;
            var wait = turn.Slowmode.Wait(Channel, Caller.User, entered.Channel.RateLimitPerUser ?? 0, turn.Now);
            var decided = Decide(entered, Caller.User, Draft, answered, new MessageId(turn.NextId()), wait);
            if (!decided.IsOk) return decided.Failure;
            var message = decided.Value!;
            var judgement = await Judgement.OfMessage(turn, entered, message, more: Draft.Poll?.Texts);
            if (judgement?.Refusal is { } blocked) return judgement.Refuse(turn, blocked);
            NewMessages.Put(turn, message);
            if (nonce is not null) Remember(turn, nonce, message);
            if (entered.Channel.RateLimitPerUser is > 0) turn.Slowmode.Wrote(Channel, Caller.User, turn.Now);
            var shown = await MessageComposer.Compose(turn, message, answered);
            if (Draft.Nonce is not null) shown = shown with { Nonce = Draft.Nonce.ToJson() };
            MentionCounts.Tell(turn, message);
            MessageEvents.Tell(turn, DispatchCatalogue.MessageCreate, entered.Channel, shown);
            if (Draft.Lobby is null) Lobbies.LinkedChannels.Heard(turn, message);
            judgement?.Execute(turn, message.Id);
            return new Created(shown, false);
        }

        private async ValueTask<Created?> Repeated(GuildTurn turn, MessageNonce nonce)
        {
            if (turn.Nonces.Find(Channel, Caller.User, nonce.Text, turn.Now) is not { } id) return null;
            if (await turn.Logs.Find(turn, Channel, id) is not { } message) return null;
            var answered = MessageComposer.Answered(message) is { } target ? await turn.Logs.Find(turn, Channel, target) : null;
            return new Created(await MessageComposer.Compose(turn, message, answered) with { Nonce = nonce.ToJson() }, true);
        }

        private void Remember(GuildTurn turn, MessageNonce nonce, StoredMessage message)
        {
            var row = new PutNonce(turn.GuildId, Channel, Caller.User, nonce.Text, message.Id);
            turn.Nonces.Remember(row);
            turn.Row(row);
        }
    }

    /// <summary>What becomes of a draft: the message to store, or why not. Pure: values in, value out.</summary>
    /// <param name="entered">The channel that the author was let into.</param>
    /// <param name="author">Who writes.</param>
    /// <param name="draft">What the author wants.</param>
    /// <param name="answered">The message that the draft replies to, when it was found.</param>
    /// <param name="id">The new message's id.</param>
    /// <param name="slowmodeWait">Seconds until the author may write here again.</param>
    public static Result<StoredMessage> Decide(
        EnteredChannel entered, UserId author, MessageDraft draft, StoredMessage? answered, MessageId id, double slowmodeWait)
    {
        if (Refusal(entered, draft, slowmodeWait) is { } refused) return refused;
        if (draft.Reply is { } reply)
        {
            var target = Target(entered, reply, answered);
            if (!target.IsOk) return target.Failure;
            answered = target.Value;
        }
        else
        {
            answered = null;
        }

        var text = draft.Content.Length > 0 ? draft.Content : ComponentTree.Text(draft.Components);
        var mentions = Mentions.Of(entered, author, text, draft.AllowedMentions, answered);
        var message = new StoredMessage
        {
            Channel = entered.Channel.Id,
            Id = id,
            Guild = entered.Guild.Id,
            Author = author,
            Type = answered is null ? MessageType.Default : MessageType.Reply,
            Content = draft.Content,
            Flags = draft.Forward is null ? draft.Flags : draft.Flags | MessageFlags.HasSnapshot,
            Extra = ExtraOf(entered, draft, answered, mentions, id),
        };
        return ComponentRules.Refuse(draft.Components, message) is { } misplaced ? misplaced : message;
    }

    /// <summary>The checks that need no draft beyond its kinds of content; also made before megabytes are accepted.</summary>
    internal static Failure? Refusal(EnteredChannel entered, MessageDraft draft, double slowmodeWait)
    {
        if (entered.Channel.Type.IsForum()) return new Failure.CannotSendInForum();
        if (!TextChannels.Includes(entered.Channel.Type)) return new Failure.CannotSendInNonText();
        if (Threads.ThreadActivity.Refuse(entered) is { } closed) return closed;
        if (draft.IsEmpty) return new Failure.EmptyMessage();
        if (draft.Embeds is { Count: > 0 } && !entered.Has(Permissions.EmbedLinks)) return new Failure.MissingPermissions();
        if (draft.Attachments is { Count: > 0 } && !entered.Has(Permissions.AttachFiles)) return new Failure.MissingPermissions();
        if (draft.Poll is { } poll)
        {
            if (!entered.Has(Permissions.SendPolls)) return new Failure.MissingPermissions();
            var foreign = poll.Answers.Any(answer => answer.Emoji?.Id is { } emoji && !entered.Guild.Emojis.ContainsKey(emoji));
            if (foreign && !entered.Has(Permissions.UseExternalEmojis)) return new Failure.PollEmojiRefused();
        }

        if (Stickers.StickersSent.Refuse(entered, draft.Stickers) is { } unsent) return unsent;
        if (draft.Reply is not null && !entered.Has(Permissions.ReadMessageHistory)) return new Failure.CannotReplyWithoutHistory();
        if ((draft.Flags & MessageFlags.VoiceMessage) != 0 && VoiceMessages.Refusal(entered, draft) is { } voiceless) return voiceless;
        var freeOfSlowmode = Permissions.BypassSlowmode | Permissions.ManageMessages | Permissions.ManageChannels;
        if (entered.IsThread) freeOfSlowmode |= Permissions.ManageThreads;
        return slowmodeWait > 0 && (entered.Held & freeOfSlowmode) == 0 ? new Failure.SlowmodeActive(slowmodeWait) : null;
    }

    private static Result<StoredMessage?> Target(EnteredChannel entered, ReplyDraft reply, StoredMessage? answered)
    {
        var isHere = reply.Channel is null || reply.Channel == entered.Channel.Id;
        if (answered is { Type: MessageType.ChannelPinnedMessage })
            return Wrong("REPLIES_CANNOT_REFERENCE_SYSTEM_MESSAGE", "Cannot reply to a system message");
        if (answered is not null && isHere) return new Result<StoredMessage?>(answered);
        return reply.FailIfMissing ? Wrong("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message") : new Result<StoredMessage?>((StoredMessage?)null);
    }

    private static Failure.InvalidForm Wrong(string code, string message) => new([new FieldError("message_reference", code, message)]);

    private static MessageExtra? ExtraOf(EnteredChannel entered, MessageDraft draft, StoredMessage? answered, Mentions mentions, MessageId id)
    {
        var tts = draft.Tts && entered.Has(Permissions.SendTtsMessages);
        var isPlain = draft.Attachments is not { Count: > 0 } && draft.Embeds is not { Count: > 0 } && answered is null && !tts
            && draft.Forward is null && draft.Poll is null && draft.Stickers is not { Count: > 0 } && draft.Components is not { Count: > 0 }
            && mentions is { Users.Count: 0, Roles.Count: 0, Everyone: false };
        if (isPlain) return null;
        return new MessageExtra
        {
            Attachments = draft.Attachments is { Count: > 0 } ? draft.Attachments : null,
            Embeds = draft.Embeds is { Count: > 0 } ? draft.Embeds : null,
            MentionUsers = mentions.Users.Count > 0 ? mentions.Users : null,
            MentionRoles = mentions.Roles.Count > 0 ? mentions.Roles : null,
            MentionEveryone = mentions.Everyone,
            Tts = tts,
            Reference = ReferenceOf(entered, draft, answered),
            Snapshot = draft.Forward?.Snapshot,
            Poll = draft.Poll?.At(id.Value.CreatedAt),
            Components = draft.Components is { Count: > 0 } ? ComponentRules.WithEmojis(entered.Guild, draft.Components) : null,
            Stickers = draft.Stickers is { Count: > 0 } stickers ? [.. stickers.Select(sticker => sticker.Item)] : null,
        };
    }

    private static MessageReferencePayload? ReferenceOf(EnteredChannel entered, MessageDraft draft, StoredMessage? answered)
    {
        const int isForward = 1;
        if (draft.Forward is { } forward) return new MessageReferencePayload(forward.Channel, forward.Message, forward.Guild, isForward);
        return answered is null ? null : new MessageReferencePayload(answered.Channel, answered.Id, entered.Guild.ShownId);
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        await using var body = await MessageBody.Read(request, channel, uploadsNeed: Permissions.SendMessages);
        if (body.Failure is { } unreadable) return unreadable;
        var draft = await MessageForm.ReadNew(body, request.Cancel, components: request.Caller.IsBot ? AllowedComponents.All : AllowedComponents.Shown);
        if (body.Form.Failure is { } wrong) return wrong;
        if (draft.StickerIds is { Count: > 0 } wanted)
        {
            var stickers = await Stickers.StickersSent.Find(request, wanted);
            if (!stickers.IsOk) return stickers.Failure;
            draft = draft with { Stickers = stickers.Value };
        }

        await using var forward = new ForwardedMessage(request, channel);
        if (draft.Forward is not null)
        {
            var taken = await forward.Take(draft.Forward);
            if (!taken.IsOk) return taken.Failure;
            draft = draft with { Forward = taken.Value };
        }

        // With files there is no turning back: were the caller to leave now, a stored message could lose what it shows.
        var cancel = body.Files.Count > 0 || draft.Forward is not null ? CancellationToken.None : request.Cancel;
        request.LeavesEdge();
        var created = await request.House.Guilds.Ask(channel, new Command(channel, request.Caller, draft), cancel);
        if (created is { IsOk: true, Value.IsRepeat: false })
        {
            body.KeepFiles();
            forward.Keep();
        }

        return created.IsOk ? ApiAnswer.Json(created.Value!.Message, PayloadJson.Default.MessagePayload) : created.Failure;
    }
}
