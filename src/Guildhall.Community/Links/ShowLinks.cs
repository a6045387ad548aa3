using System.Text.Json;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.PrivateChannels;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Links;

/// <summary>What a message's links lead to, shown below it. Nothing was edited: the message's moment of the last edit stays.</summary>
public static class ShowLinks
{
    private const string Written = "rich";

    /// <summary>Asked before anything is fetched: the message's text, when its links may be shown; null when they may not.</summary>
    public sealed record Read(ChannelId Channel, MessageId Message) : IGuildCommand<Text>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Text>> Run(GuildTurn turn) =>
            await Find(turn, Channel, Message) is { } message ? new Text(message.Content) : new Text(null);
    }

    public sealed record Text(string? Content);

    /// <param name="Channel">Where.</param>
    /// <param name="Message">Under which message.</param>
    /// <param name="Content">The text that the links were read from: when it has changed meanwhile, nothing happens.</param>
    /// <param name="Embeds">What the links lead to.</param>
    public sealed record Command(ChannelId Channel, MessageId Message, string Content, IReadOnlyList<EmbedPayload> Embeds) : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            if (await Find(turn, Channel, Message) is not { } before || before.Content != Content) return Nothing.Value;
            var shown = With(before.Extra?.Embeds ?? [], Embeds);
            if (AreSame(before.Extra?.Embeds ?? [], shown)) return Nothing.Value;
            var after = before with { Extra = (before.Extra ?? new MessageExtra()) with { Embeds = shown.Count == 0 ? null : shown } };
            if (after.Extra == new MessageExtra()) after = after with { Extra = null };
            turn.Put(after);
            turn.Log("MESSAGE_UPDATE", LogFacts.Message(Channel, Message));
            Announcements.Crossposts.SourceChanged(turn, after);
            await MessageEvents.Updated(turn, turn.State.FindChannel(Channel)!, after);
            return Nothing.Value;
        }
    }

    /// <summary>The embeds of a message whose text is another now: those that somebody wrote, without what old links led to.</summary>
    internal static IReadOnlyList<EmbedPayload>? WithoutLinks(IReadOnlyList<EmbedPayload>? embeds) =>
        embeds is null ? null : [.. embeds.Where(embed => embed.Type == Written)];

    // Written ones stay in front.
    private static IReadOnlyList<EmbedPayload> With(IReadOnlyList<EmbedPayload> before, IReadOnlyList<EmbedPayload> links) =>
        [.. before.Where(embed => embed.Type == Written).Concat(links).Take(Limits.EmbedsPerMessage)];

    private static bool AreSame(IReadOnlyList<EmbedPayload> one, IReadOnlyList<EmbedPayload> other) =>
        JsonSerializer.SerializeToUtf8Bytes(one, PayloadJson.Default.IReadOnlyListEmbedPayload).AsSpan()
            .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, PayloadJson.Default.IReadOnlyListEmbedPayload));

    private static async ValueTask<StoredMessage?> Find(GuildTurn turn, ChannelId channelId, MessageId id)
    {
        if (turn.State.FindChannel(channelId) is null) return null;
        if (await turn.Logs.Find(turn, channelId, id) is not { } message || !message.Type.IsWritten()) return null;
        if ((message.Flags & (MessageFlags.SuppressEmbeds | MessageFlags.IsCrosspost)) != 0) return null;
        // A webhook says what those who manage it let it say.
        if (message.Extra?.Webhook is not null) return message;
        return turn.State.Enter(channelId, new Caller(message.Author, IsBot: false), Permissions.EmbedLinks, turn.Now).IsOk ? message : null;
    }
}
