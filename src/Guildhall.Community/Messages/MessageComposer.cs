using System.Globalization;
using Guildhall.Community.Components;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>Makes of stored messages what the wire shows: authors, mentions, URLs, reactions, and one level of what a reply answers.</summary>
public static class MessageComposer
{
    private const string AttachmentScheme = "attachment://";

    /// <summary>One message, from what was looked up before.</summary>
    /// <param name="message">As stored.</param>
    /// <param name="users">At least its author and those it mentions; who is missing is shown as a deleted user.</param>
    /// <param name="publicUrl">The address that attachments are at.</param>
    /// <param name="reactions">Null or empty for none.</param>
    /// <param name="referenced">What a reply answers; default when not looked up.</param>
    public static MessagePayload Compose(
        StoredMessage message,
        IReadOnlyDictionary<UserId, UserPayload> users,
        string publicUrl,
        IReadOnlyList<ReactionPayload>? reactions = null,
        ReferencedMessage referenced = default)
    {
        var extra = message.Extra;
        var isSuppressed = (message.Flags & MessageFlags.SuppressEmbeds) != 0;
        var files = FilesAt(message);
        return new MessagePayload
        {
            Id = message.Id,
            ChannelId = message.Channel,
            Author = extra?.Webhook is { } webhook ? AuthorOf(webhook) : UserOf(message.Author, users),
            Content = message.Content,
            Timestamp = message.Id.Value.CreatedAt,
            EditedTimestamp = message.EditedAt,
            Tts = extra?.Tts ?? false,
            MentionEveryone = extra?.MentionEveryone ?? false,
            Mentions = extra?.MentionUsers is { Count: > 0 } mentioned ? UsersOf(mentioned, users) : [],
            MentionRoles = extra?.MentionRoles ?? [],
            Attachments = ShownAttachments(files, extra?.Attachments, extra?.Embeds, extra?.Components, publicUrl),
            Embeds = isSuppressed ? [] : ShownEmbeds(files, extra?.Attachments, extra?.Embeds, publicUrl),
            Components = ShownComponents(message.Id, files, extra?.Attachments, extra?.Components, publicUrl),
            Reactions = reactions is { Count: > 0 } ? reactions : null,
            Poll = extra?.Poll is { } poll ? Polls.PollResults.Bare(poll) : null,
            Call = extra?.Call is { } call ? new MessageCallPayload(call.Participants, call.EndedAt) : null,
            StickerItems = extra?.Stickers,
            Pinned = message.PinnedAt is not null,
            Type = message.Type,
            Flags = message.Flags,
            ApplicationId = extra?.Application,
            WebhookId = extra?.Webhook?.Id ?? (extra is { Interaction: not null, Application: { } application } ? new WebhookId(application.Value) : null),
            InteractionMetadata = extra?.Interaction is { } interaction ? MetadataOf(interaction, users) : null,
            Interaction = OlderForm(extra?.Interaction, users),
            MessageReference = extra?.Reference,
            MessageSnapshots = extra?.Snapshot is { } snapshot ? [new MessageSnapshotPayload(Shown(snapshot, message, users, publicUrl))] : null,
            ReferencedMessage = Answered(message) is not null ? referenced : default,
        };
    }

    /// <summary>The ids of the users that a message shows; a webhook is none.</summary>
    public static IEnumerable<UserId> UsersIn(StoredMessage message)
    {
        IEnumerable<UserId> mentioned = MentionedIn(message);
        if (message.Extra?.Interaction is { } interaction) mentioned = mentioned.Concat(UsersIn(interaction));
        return message.Extra?.Webhook is null ? mentioned.Prepend(message.Author) : mentioned;
    }

    /// <summary>The message that a reply answers, or that a thread began with; null for other messages.</summary>
    public static MessageId? Answered(StoredMessage message) =>
        message.Type is MessageType.Reply or MessageType.ThreadStarterMessage ? message.Extra?.Reference?.MessageId : null;

    /// <summary>Messages of a channel with everything they show, for one viewer; for routes. What they answer is looked for among others first.</summary>
    public static async ValueTask<IReadOnlyList<MessagePayload>> Compose(
        CommunityServices house,
        ChannelId channel,
        IReadOnlyList<StoredMessage> messages,
        UserId viewer,
        CancellationToken cancel,
        IReadOnlyList<StoredMessage>? among = null)
    {
        if (messages.Count == 0) return [];
        var answered = await AnsweredBy(house, channel, messages, among ?? messages, cancel);
        var users = await house.Directory.Get(messages.Concat(answered.Values).SelectMany(UsersIn), cancel);
        MessageId[] reacted = [.. messages.Where(message => message.HasReactions).Select(message => message.Id)];
        var reactions = reacted.Length == 0 ? null : await house.Messages.Reactions(channel, reacted, viewer, cancel);
        var publicUrl = house.Options.PublicUrl();
        var threads = await ThreadsOf(house.GuildRows, messages, cancel);
        var shown = new MessagePayload[messages.Count];
        for (var i = 0; i < shown.Length; i++)
        {
            var message = messages[i];
            var referenced = Answered(message) is { } target
                ? new ReferencedMessage(true, answered.TryGetValue(target, out var found) ? Compose(found, users, publicUrl) : null)
                : default;
            shown[i] = Compose(message, users, publicUrl, reactions?.GetValueOrDefault(message.Id), referenced);
            if (message.Extra?.Poll is not null) shown[i] = shown[i] with { Poll = await Polls.PollResults.Shown(house.Messages, message, viewer, cancel) };
            if (threads?.GetValueOrDefault(message.Id.Value) is { } thread) shown[i] = shown[i] with { Thread = thread };
        }

        return shown;
    }

    /// <summary>One message within a guild's turn; users that are not in the guild are asked of the directory.</summary>
    public static async ValueTask<MessagePayload> Compose(GuildTurn turn, StoredMessage message, StoredMessage? answered)
    {
        IReadOnlyDictionary<UserId, UserPayload> users = turn.State.Users;
        if (!Knows(users, message) || (answered is not null && !Knows(users, answered)))
        {
            var shown = answered is null ? UsersIn(message) : UsersIn(message).Concat(UsersIn(answered));
            users = await turn.Services.Directory.Get(shown, CancellationToken.None);
        }

        var publicUrl = turn.Services.PublicUrl();
        var referenced = Answered(message) is not null
            ? new ReferencedMessage(true, answered is null ? null : Compose(answered, users, publicUrl))
            : default;
        var composed = Compose(message, users, publicUrl, null, referenced);
        if (message.Extra?.Poll is not null) composed = composed with { Poll = await Polls.PollResults.Shown(turn, message) };
        return (message.Flags & MessageFlags.HasThread) == 0 ? composed : composed with { Thread = await ThreadOf(turn, message) };
    }

    // A thread that began with a message has the message's id.
    private static async ValueTask<ChannelPayload?> ThreadOf(GuildTurn turn, StoredMessage message)
    {
        if (turn.State.Threads.TryGetValue(new ChannelId(message.Id.Value), out var thread)) return thread.Channel;
        await turn.Settled();
        return (await ThreadsOf(turn.Services.Guilds, [message], CancellationToken.None))?.GetValueOrDefault(message.Id.Value);
    }

    private static async ValueTask<Dictionary<Snowflake, ChannelPayload>?> ThreadsOf(
        IGuildStore store, IReadOnlyList<StoredMessage> messages, CancellationToken cancel)
    {
        ChannelId[] ids = [.. messages.Where(message => (message.Flags & MessageFlags.HasThread) != 0).Select(message => new ChannelId(message.Id.Value))];
        if (ids.Length == 0) return null;
        return (await store.Threads(ids, cancel)).ToDictionary(row => row.Channel.Id.Value, row => row.Channel);
    }

    /// <summary>Where an attachment is served.</summary>
    public static string UrlOf(string publicUrl, ChannelId channel, AttachmentPayload attachment) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{publicUrl}/attachments/{channel.Number}/{attachment.Id.Number}/{Uri.EscapeDataString(attachment.Filename)}");

    private static async ValueTask<Dictionary<MessageId, StoredMessage>> AnsweredBy(
        CommunityServices house, ChannelId channel, IReadOnlyList<StoredMessage> messages, IReadOnlyList<StoredMessage> among, CancellationToken cancel)
    {
        Dictionary<MessageId, StoredMessage> found = [];
        List<MessageId>? elsewhere = null;
        foreach (var message in messages)
        {
            if (Answered(message) is not { } target || found.ContainsKey(target) || elsewhere?.Contains(target) == true) continue;
            if (message.Type == MessageType.ThreadStarterMessage)
            {
                if (await house.Messages.Get(message.Extra!.Reference!.ChannelId, target, cancel) is { } starter) found[target] = starter;
                continue;
            }

            if (among.FirstOrDefault(other => other.Id == target) is { } here) found[target] = here;
            else (elsewhere ??= []).Add(target);
        }

        if (elsewhere is null) return found;
        foreach (var message in await house.Messages.GetMany(channel, elsewhere, cancel)) found[message.Id] = message;
        return found;
    }

    private static bool Knows(IReadOnlyDictionary<UserId, UserPayload> users, StoredMessage message)
    {
        if (message.Extra?.Webhook is null && !users.ContainsKey(message.Author)) return false;
        foreach (var mentioned in MentionedIn(message))
        {
            if (!users.ContainsKey(mentioned)) return false;
        }

        return message.Extra?.Interaction is not { } interaction || UsersIn(interaction).All(users.ContainsKey);
    }

    private static IEnumerable<UserId> UsersIn(MessageInteraction interaction)
    {
        yield return interaction.User;
        if (interaction.TargetUser is { } target) yield return target;
        if (interaction.Trigger is not { } trigger) yield break;
        yield return trigger.User;
        if (trigger.TargetUser is { } triggered) yield return triggered;
    }

    private static InteractionMetadataPayload MetadataOf(MessageInteraction interaction, IReadOnlyDictionary<UserId, UserPayload> users) => new()
    {
        Id = interaction.Id,
        Type = interaction.Type,
        User = UserOf(interaction.User, users),
        AuthorizingIntegrationOwners = Interactions.InteractionPlace.OwnersOf(interaction.OwnerGuild, interaction.OwnerUser),
        Name = interaction.Name,
        CommandType = interaction.CommandType,
        OriginalResponseMessageId = interaction.Original,
        InteractedMessageId = interaction.Interacted,
        TargetUser = interaction.TargetUser is { } target ? UserOf(target, users) : null,
        TargetMessageId = interaction.TargetMessage,
        TriggeringInteractionMetadata = interaction.Trigger is { } trigger ? MetadataOf(trigger, users) : null,
    };

    private static MessageInteractionPayload? OlderForm(MessageInteraction? interaction, IReadOnlyDictionary<UserId, UserPayload> users) =>
        interaction is { Name: { } name, Original: null } ? new MessageInteractionPayload(interaction.Id, interaction.Type, name, UserOf(interaction.User, users)) : null;

    // What a webhook is called stands in each of its messages: nobody is looked up.
    private static UserPayload AuthorOf(MessageWebhook webhook) => new()
    {
        Id = new UserId(webhook.Id.Value),
        Username = webhook.Name,
        Discriminator = "0000",
        Avatar = webhook.Avatar,
        Bot = true,
    };

    private static UserPayload UserOf(UserId user, IReadOnlyDictionary<UserId, UserPayload> users) =>
        users.TryGetValue(user, out var known) ? known : GuildState.DeletedUser(user);

    private static UserPayload[] UsersOf(IReadOnlyList<UserId> ids, IReadOnlyDictionary<UserId, UserPayload> users)
    {
        var shown = new UserPayload[ids.Count];
        for (var i = 0; i < shown.Length; i++) shown[i] = UserOf(ids[i], users);
        return shown;
    }

    private static IReadOnlyList<UserId> MentionedIn(StoredMessage message)
    {
        var mentioned = message.Extra?.MentionUsers ?? [];
        return message.Extra?.Snapshot?.MentionUsers is { Count: > 0 } inside ? [.. mentioned, .. inside] : mentioned;
    }

    // What a follower brings shows the files of its source.
    private static ChannelId FilesAt(StoredMessage message) =>
        (message.Flags & MessageFlags.IsCrosspost) != 0 && message.Extra?.Reference is { } source ? source.ChannelId : message.Channel;

    private static SnapshotMessagePayload Shown(
        MessageSnapshot snapshot, StoredMessage message, IReadOnlyDictionary<UserId, UserPayload> users, string publicUrl) => new()
    {
        Type = snapshot.Type,
        Content = snapshot.Content,
        Mentions = UsersOf(snapshot.MentionUsers ?? [], users),
        MentionRoles = snapshot.MentionRoles ?? [],
        Attachments = ShownAttachments(message.Channel, snapshot.Attachments, snapshot.Embeds, snapshot.Components, publicUrl),
        Components = ShownComponents(message.Id, message.Channel, snapshot.Attachments, snapshot.Components, publicUrl),
        Embeds = ShownEmbeds(message.Channel, snapshot.Attachments, snapshot.Embeds, publicUrl),
        Timestamp = snapshot.SentAt,
        EditedTimestamp = snapshot.EditedAt,
        Flags = snapshot.Flags,
    };

    private static IReadOnlyList<ComponentPayload> ShownComponents(
        MessageId message, ChannelId channel, IReadOnlyList<AttachmentPayload>? files, IReadOnlyList<ComponentPayload>? components, string publicUrl) =>
        components is { Count: > 0 } ? ComponentShow.Of(components, message, files ?? [], file => UrlOf(publicUrl, channel, file)) : [];

    // A file that an embed or a component shows is not shown a second time below the message.
    private static AttachmentPayload[] ShownAttachments(
        ChannelId channel,
        IReadOnlyList<AttachmentPayload>? files,
        IReadOnlyList<EmbedPayload>? embeds,
        IReadOnlyList<ComponentPayload>? components,
        string publicUrl)
    {
        if (files is not { Count: > 0 }) return [];
        var inComponents = components is { Count: > 0 } ? ComponentShow.FilesIn(components, files).ToHashSet() : null;
        var inEmbeds = embeds?.SelectMany(UrlsIn).Where(url => url.StartsWith(AttachmentScheme, StringComparison.Ordinal)).ToHashSet();
        return
        [
            .. files
                .Where(attachment => inEmbeds?.Contains(AttachmentScheme + attachment.Filename) != true && inComponents?.Contains(attachment.Id) != true)
                .Select(attachment => attachment with
                {
                    Url = UrlOf(publicUrl, channel, attachment),
                    ProxyUrl = UrlOf(publicUrl, channel, attachment),
                }),
        ];
    }

    private static IEnumerable<string> UrlsIn(EmbedPayload embed) =>
        ((string?[])[embed.Image?.Url, embed.Thumbnail?.Url, embed.Footer?.IconUrl, embed.Author?.IconUrl]).OfType<string>();

    private static IReadOnlyList<EmbedPayload> ShownEmbeds(
        ChannelId channel, IReadOnlyList<AttachmentPayload>? files, IReadOnlyList<EmbedPayload>? embeds, string publicUrl)
    {
        if (embeds is not { Count: > 0 }) return [];
        if (files is not { Count: > 0 }) return embeds;
        return [.. embeds.Select(embed => embed with
        {
            Image = Shown(embed.Image),
            Thumbnail = Shown(embed.Thumbnail),
            Footer = embed.Footer is { } footer ? footer with { IconUrl = Resolved(footer.IconUrl) } : null,
            Author = embed.Author is { } author ? author with { IconUrl = Resolved(author.IconUrl) } : null,
        })];

        AttachmentPayload? FileOf(string? url) =>
            url is not null && url.StartsWith(AttachmentScheme, StringComparison.Ordinal)
                ? files.FirstOrDefault(file => file.Filename == url[AttachmentScheme.Length..])
                : null;

        string? Resolved(string? url) => FileOf(url) is { } file ? UrlOf(publicUrl, channel, file) : url;

        EmbedMediaPayload? Shown(EmbedMediaPayload? media) =>
            FileOf(media?.Url) is not { } file
                ? media
                : new EmbedMediaPayload(
                    UrlOf(publicUrl, channel, file), UrlOf(publicUrl, channel, file), file.Width, file.Height);
    }
}
