using Guildhall.Protocol;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Guild;

/// <summary>A thread in memory with its members. Changed only through <see cref="GuildTurn"/>.</summary>
public sealed class GuildThread(ThreadRow row)
{
    /// <summary>As everybody sees it, without the receiver's own membership.</summary>
    public ChannelPayload Channel { get; internal set; } = row.Channel;

    public Dictionary<UserId, ThreadMemberRow> Members { get; } = row.Members.ToDictionary(member => member.User);

    public ChannelId Id => Channel.Id;

    public ChannelId Parent => Channel.ParentId!.Value;

    public ThreadMetadataPayload Metadata => Channel.ThreadMetadata!;

    public bool IsArchived => Metadata.Archived;

    public bool IsPrivate => Channel.Type == ChannelType.PrivateThread;

    internal long LastUsed { get; set; }

    /// <summary>The thread with a user's own membership, if there is one.</summary>
    public ChannelPayload ShownTo(UserId user) =>
        Members.TryGetValue(user, out var member) ? Channel with { Member = Shown(member, isOwn: true) } : Channel;

    /// <summary>A membership as the wire shows it.</summary>
    public ThreadMemberPayload Shown(ThreadMemberRow member, bool isOwn = false) => new()
    {
        Id = Id,
        UserId = member.User,
        JoinTimestamp = member.JoinedAt,
        Flags = isOwn ? member.Flags : 0,
        Muted = isOwn ? member.Muted : null,
    };
}
