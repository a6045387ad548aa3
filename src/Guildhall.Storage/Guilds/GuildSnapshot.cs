using Guildhall.Protocol;

namespace Guildhall.Storage.Guilds;

/// <summary>Everything a guild's actor needs to begin, in one load.</summary>
public sealed record GuildSnapshot
{
    public required GuildPayload Guild { get; init; }

    /// <summary>With <see cref="ChannelPayload.LastMessageId"/> as the messages have it.</summary>
    public required IReadOnlyList<ChannelPayload> Channels { get; init; }

    /// <summary>The threads that are not archived.</summary>
    public IReadOnlyList<ThreadRow> Threads { get; init; } = [];

    public required IReadOnlyList<RolePayload> Roles { get; init; }

    /// <summary>A <see cref="Packing.RowDictionary{TId,TRow}"/> when it comes from a store that reads many.</summary>
    public required IReadOnlyCollection<MemberRow> Members { get; init; }

    /// <summary>The users of the members and of the bans.</summary>
    public required IReadOnlyCollection<UserPayload> Users { get; init; }

    public required IReadOnlyList<BanRow> Bans { get; init; }

    public required IReadOnlyList<InviteRow> Invites { get; init; }

    public required IReadOnlyList<EmojiPayload> Emojis { get; init; }

    /// <summary>Nonces of the last minutes.</summary>
    public required IReadOnlyList<Messages.PutNonce> Nonces { get; init; }

    /// <summary>The records of its features.</summary>
    public IReadOnlyList<DocumentRow> Documents { get; init; } = [];

    public IReadOnlyList<AlarmRow> Alarms { get; init; } = [];

    /// <summary>The private channel that this is; null for guilds.</summary>
    public PrivateChannelView? Private { get; init; }

    /// <summary>The sequence number of the guild's last log entry; 0 for none.</summary>
    public required long LastSequence { get; init; }
}
