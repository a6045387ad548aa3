using Guildhall.Community.AutoModeration;
using Guildhall.Community.Components;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>
/// PATCH /channels/{channel_id}/messages/{message_id}: authors change what they wrote; others who manage messages only hide or show its embeds.
/// </summary>
public static class EditMessage
{
    public static void Map(ApiRoutes api) => api.Patch("/channels/{channel_id}/messages/{message_id}", Handle, RouteOptions.Per(10, 5));

    /// <summary>What is to change; absent parts stay.</summary>
    public sealed record Change
    {
        public Optional<string> Content { get; init; }

        public Optional<IReadOnlyList<EmbedPayload>?> Embeds { get; init; }

        public Optional<IReadOnlyList<ComponentPayload>?> Components { get; init; }

        public Optional<MessageFlags> Flags { get; init; }

        public AllowedMentions? AllowedMentions { get; init; }

        public IReadOnlyList<AttachmentPayload> NewAttachments { get; init; } = [];

        /// <summary>Null to keep all that are there.</summary>
        public IReadOnlyList<KeptAttachment>? KeptAttachments { get; init; }

        /// <summary>True when nothing but the flags changes: what others than the author may ask for.</summary>
        public bool IsFlagsOnly => !Content.IsPresent && !Embeds.IsPresent && !Components.IsPresent && NewAttachments.Count == 0 && KeptAttachments is null;
    }

    /// <summary>The message after the edit, and the files that it no longer shows.</summary>
    public sealed record Edited(StoredMessage Message, IReadOnlyList<AttachmentId> Dropped);

    public sealed record Command(ChannelId Channel, MessageId Message, Caller Caller, Change Change) : IGuildCommand<Edited>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Edited>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ViewChannel, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            return await Apply(turn, entry.Value!, Caller.User, Message, Change);
        }
    }

    /// <summary>Edits a message in a channel that the editor was let into.</summary>
    internal static async ValueTask<Result<Edited>> Apply(
        GuildTurn turn, EnteredChannel entered, UserId editor, MessageId message, Change change)
    {
        if (entered.IsArchived) return new Failure.ThreadArchived();
        var channel = entered.Channel;
        if (await turn.Logs.Find(turn, channel.Id, message) is not { } before) return new Failure.UnknownMessage();
        var answered = MessageComposer.Answered(before) is { } target ? await turn.Logs.Find(turn, channel.Id, target) : null;
        var decided = Decide(entered, editor, before, change, answered, turn.Now);
        if (!decided.IsOk) return decided.Failure;
        var after = decided.Value!;
        if (after == before) return new Edited(before, []);
        var judgement = change.IsFlagsOnly ? null : await Judgement.OfMessage(turn, entered, after, isNew: false);
        if (judgement?.Refusal is { } blocked) return judgement.Refuse(turn, blocked);
        turn.Put(after);
        turn.Log("MESSAGE_UPDATE", LogFacts.Message(channel.Id, message));
        Announcements.Crossposts.SourceChanged(turn, after);
        var shown = await MessageComposer.Compose(turn, after, answered);
        MessageEvents.Tell(turn, DispatchCatalogue.MessageUpdate, channel, shown);
        judgement?.Execute(turn, message);
        return new Edited(after, Dropped(before, after));
    }

    /// <summary>What becomes of a message: the edited one, or why not. Pure: values in, value out.</summary>
    public static Result<StoredMessage> Decide(
        EnteredChannel entered, UserId editor, StoredMessage before, Change change, StoredMessage? answered, DateTimeOffset now)
    {
        var isAuthor = before.Author == editor;
        if (!isAuthor && !(change.IsFlagsOnly && change.Flags.IsPresent && entered.Has(Permissions.ManageMessages)))
            return new Failure.CannotEditOthersMessage();
        if (!before.Type.IsWritten()) return new Failure.CannotExecuteOnSystemMessage();
        if (before.Extra?.Poll is not null && !change.IsFlagsOnly) return new Failure.CannotEditPoll();
        if ((before.Flags & MessageFlags.VoiceMessage) != 0 && !change.IsFlagsOnly) return new Failure.VoiceMessageCannotBeEdited();
        if (change.Embeds.Value is { Count: > 0 } && !entered.Has(Permissions.EmbedLinks)) return new Failure.MissingPermissions();
        if (change.NewAttachments.Count > 0 && !entered.Has(Permissions.AttachFiles)) return new Failure.MissingPermissions();
        var attachments = AttachmentsAfter(before, change);
        if (!attachments.IsOk) return attachments.Failure;
        var after = Changed(entered, before, change, attachments.Value ?? [], isAuthor);
        if (IsEmpty(after)) return new Failure.EmptyMessage();
        var mayBeMisplaced = !change.IsFlagsOnly || ComponentRules.IsV2(after.Flags) != ComponentRules.IsV2(before.Flags);
        if (mayBeMisplaced && ComponentRules.Refuse(after.Extra?.Components, after) is { } misplaced) return misplaced;

        var extra = after.Extra!;
        if (change.Content.IsPresent || after.Text() != before.Text())
            extra = WithMentions(extra, Mentions.Of(entered, before.Author, after.Text(), change.AllowedMentions, answered));
        return after with
        {
            Extra = extra == new MessageExtra() ? null : extra,
            EditedAt = change.IsFlagsOnly ? before.EditedAt : now,
        };
    }

    private static StoredMessage Changed(
        EnteredChannel entered, StoredMessage before, Change change, IReadOnlyList<AttachmentPayload> attachments, bool isAuthor)
    {
        var content = change.Content.Or(before.Content);
        var flags = FlagsAfter(before.Flags, change.Flags, isAuthor);
        var keepsLinks = content == before.Content && !ComponentRules.IsV2(flags);
        var embeds = change.Embeds.Or(keepsLinks ? before.Extra?.Embeds : Links.ShowLinks.WithoutLinks(before.Extra?.Embeds));
        var components = change.Components.IsPresent ? ComponentRules.WithEmojis(entered.Guild, change.Components.Value) : before.Extra?.Components;
        return before with
        {
            Content = content,
            Flags = flags,
            Extra = (before.Extra ?? new MessageExtra()) with
            {
                Embeds = embeds is { Count: > 0 } ? embeds : null,
                Attachments = attachments.Count > 0 ? attachments : null,
                Components = components is { Count: > 0 } ? components : null,
            },
        };
    }

    // That a message is made of components alone is never taken back.
    private static MessageFlags FlagsAfter(MessageFlags before, Optional<MessageFlags> change, bool isAuthor)
    {
        if (!change.IsPresent) return before;
        var after = (before & ~MessageFlags.SuppressEmbeds) | (change.Value & MessageFlags.SuppressEmbeds);
        return isAuthor ? after | (change.Value & MessageFlags.ComponentsV2) : after;
    }

    private static bool IsEmpty(StoredMessage message) =>
        message.Content.Length == 0
        && message.Extra is { Snapshot: null, Poll: null, Stickers: null, Components: null, Embeds: null, Attachments: null };

    private static MessageExtra WithMentions(MessageExtra extra, Mentions mentions) => extra with
    {
        MentionUsers = mentions.Users.Count > 0 ? mentions.Users : null,
        MentionRoles = mentions.Roles.Count > 0 ? mentions.Roles : null,
        MentionEveryone = mentions.Everyone,
    };

    private static Result<IReadOnlyList<AttachmentPayload>> AttachmentsAfter(StoredMessage before, Change change)
    {
        var old = before.Extra?.Attachments ?? [];
        List<AttachmentPayload> after = [];
        if (change.KeptAttachments is null)
        {
            after.AddRange(old);
        }
        else
        {
            foreach (var kept in change.KeptAttachments)
            {
                if (old.FirstOrDefault(file => file.Id == kept.Id) is not { } file)
                    return new Failure.InvalidForm([new FieldError("attachments", "ATTACHMENT_NOT_FOUND", "Attachment data not found")]);
                after.Add(kept.Description.IsPresent ? file with { Description = string.IsNullOrEmpty(kept.Description.Value) ? null : kept.Description.Value } : file);
            }
        }

        after.AddRange(change.NewAttachments);
        if (after.Count > Limits.AttachmentsPerMessage) return new Failure.TooManyAttachments(Limits.AttachmentsPerMessage);
        return new Result<IReadOnlyList<AttachmentPayload>>(after);
    }

    internal static AttachmentId[] Dropped(StoredMessage before, StoredMessage after)
    {
        var kept = after.Extra?.Attachments ?? [];
        return [.. (before.Extra?.Attachments ?? []).Select(file => file.Id).Where(id => kept.All(other => other.Id != id))];
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        if (request.Failure is { } invalid) return invalid;
        await using var body = await MessageBody.Read(request, channel, uploadsNeed: Permissions.ViewChannel);
        if (body.Failure is { } unreadable) return unreadable;
        var change = await ReadChange(body, request.Cancel, request.Caller.IsBot ? AllowedComponents.All : AllowedComponents.Shown);
        if (body.Form.Failure is { } wrong) return wrong;
        // Done to the end, though the caller may leave: files come and go with the message.
        var edited = await request.House.Guilds.Ask(channel, new Command(channel, message, request.Caller, change), CancellationToken.None);
        if (!edited.IsOk) return edited.Failure;
        body.KeepFiles();
        await AttachmentFiles.Delete(request.House, channel, edited.Value!.Dropped);
        return await GetMessage.Answer(request, channel, edited.Value.Message);
    }

    /// <param name="body">What was sent.</param>
    /// <param name="cancel">Stops with the caller.</param>
    /// <param name="components">Which components whoever edits may put into the message.</param>
    internal static async ValueTask<Change> ReadChange(MessageBody body, CancellationToken cancel, AllowedComponents components = AllowedComponents.Shown)
    {
        var form = body.Form;
        MessageForm.RefuseUnsupported(form);
        var change = new Change
        {
            Content = MessageForm.Content(form),
            Embeds = EmbedForm.ReadAll(form),
            Components = ComponentForm.ReadAll(form, isV2: null, components),
            Flags = MessageForm.Flags(form),
            AllowedMentions = MessageForm.Allowed(form),
        };
        if (form.Failure is not null) return change;
        var attachments = await AttachmentForm.Read(body, cancel);
        return change with { NewAttachments = attachments.New, KeptAttachments = attachments.Kept };
    }
}
