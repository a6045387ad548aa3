namespace Guildhall.Community.Moderation;

/// <summary>Files that belonged to purged messages of a channel.</summary>
public sealed record PurgedFiles(ChannelId Channel, IReadOnlyList<AttachmentId> Attachments);
