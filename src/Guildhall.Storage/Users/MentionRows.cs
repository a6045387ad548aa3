using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Users;

/// <summary>Notes whom a message mentions. A role that has the guild's number is @everyone.</summary>
public sealed record PutMentions(
    GuildId Guild, ChannelId Channel, MessageId Message, UserId Author, IReadOnlyList<UserId> Users, IReadOnlyList<RoleId> Roles) : RowChange
{
    /// <summary>How long mentions are kept, by the age that the message's id tells.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);
}

/// <summary>How a message mentions a user; the nearest way counts.</summary>
public enum MentionKind
{
    ByName,
    ByRole,
    Everyone,
}

/// <summary>A message that mentions a user.</summary>
public sealed record MentionRow(GuildId Guild, ChannelId Channel, MessageId Message, UserId Author, MentionKind Kind);

/// <summary>Which mentions: below an id, of one guild when given, by name, by roles, by @everyone.</summary>
public sealed record MentionFilter(MessageId? Before, GuildId? Guild, bool Direct, bool Roles, bool Everyone, int Limit);
