using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>
/// The message that a request forwards, taken from wherever the caller may read it, with copies of its files: a forward stays when its
/// source goes. Copies that are not kept are deleted again.
/// </summary>
internal sealed class ForwardedMessage(ApiRequest request, ChannelId target) : IAsyncDisposable
{
    private readonly List<AttachmentId> _copies = [];
    private bool _isKept;

    /// <summary>A message where it is, for somebody who may read it there.</summary>
    internal sealed record Read(ChannelId Channel, MessageId Message, Caller Caller) : IGuildCommand<Source>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Source>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return new Failure.CannotForward();
            return await turn.Logs.Find(turn, Channel, Message) is { } message ? new Source(turn.ShownGuild, message) : new Failure.UnknownMessage();
        }
    }

    /// <param name="Guild">Null for a private channel.</param>
    internal sealed record Source(GuildId? Guild, StoredMessage Message);

    /// <summary>Looks the source up and copies its files.</summary>
    public async ValueTask<Result<ForwardDraft>> Take(ForwardDraft wanted)
    {
        var guilds = request.House.Guilds;
        // Nobody copies files into a channel that would refuse the message.
        var allowed = await guilds.Ask(target, new CheckUpload(target, request.Caller, Permissions.SendMessages), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        var found = await guilds.Ask(wanted.Channel, new Read(wanted.Channel, wanted.Message, request.Caller), request.Cancel);
        if (!found.IsOk)
            return found.Failure is Failure.UnknownMessage or Failure.UnknownChannel ? Wrong("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message") : found.Failure;
        var (guild, message) = found.Value!;
        if (!message.Type.IsWritten()) return Wrong("MESSAGE_FORWARD_SYSTEM_MESSAGE", "Cannot forward a system message");
        var snapshot = SnapshotOf(message);
        // A crosspost's files are its source's.
        var folder = (message.Flags & MessageFlags.IsCrosspost) != 0 && message.Extra?.Reference is { } source ? source.ChannelId : message.Channel;
        return wanted with { Guild = guild, Snapshot = snapshot with { Attachments = await Copies(folder, snapshot.Attachments) } };
    }

    /// <summary>The copies belong to a message now.</summary>
    public void Keep() => _isKept = true;

    public ValueTask DisposeAsync() => _isKept ? ValueTask.CompletedTask : AttachmentFiles.Delete(request.House, target, _copies);

    /// <summary>What a forward shows of a message; of a forward, what that shows: they do not nest.</summary>
    internal static MessageSnapshot SnapshotOf(StoredMessage message) => message.Extra?.Snapshot ?? new MessageSnapshot
    {
        Type = message.Type,
        Content = message.Content,
        Flags = message.Flags & (MessageFlags.SuppressEmbeds | MessageFlags.VoiceMessage | MessageFlags.ComponentsV2),
        SentAt = message.Id.Value.CreatedAt,
        EditedAt = message.EditedAt,
        MentionUsers = message.Extra?.MentionUsers,
        MentionRoles = message.Extra?.MentionRoles,
        Attachments = message.Extra?.Attachments,
        Embeds = (message.Flags & MessageFlags.SuppressEmbeds) != 0 ? null : message.Extra?.Embeds,
        Components = message.Extra?.Components,
    };

    private async ValueTask<IReadOnlyList<AttachmentPayload>?> Copies(ChannelId from, IReadOnlyList<AttachmentPayload>? files)
    {
        if (files is not { Count: > 0 }) return null;
        List<AttachmentPayload> copies = [];
        foreach (var file in files)
        {
            await using var content = await request.House.Blobs.Open(AttachmentFiles.Key(from, file), request.Cancel);
            if (content is null) continue;
            var copy = file with { Id = new AttachmentId(request.House.Ids.Next()) };
            _copies.Add(copy.Id);
            await request.House.Blobs.Put(AttachmentFiles.Key(target, copy), content, Limits.FileBytes, request.Cancel);
            copies.Add(copy);
        }

        return copies.Count > 0 ? copies : null;
    }

    private static Failure.InvalidForm Wrong(string code, string message) => new([new FieldError("message_reference", code, message)]);
}
