using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Users;

/// <summary>What one user is to another; the numbers are the wire's.</summary>
public enum RelationType
{
    /// <summary>Nothing but what the user has set for the other, such as to ignore it.</summary>
    None = 0,
    Friend = 1,
    Blocked = 2,
    IncomingRequest = 3,
    OutgoingRequest = 4,
}

/// <summary>What another user is to <see cref="User"/>.</summary>
public sealed record RelationRow
{
    public required UserId User { get; init; }

    public required UserId Other { get; init; }

    public required RelationType Type { get; init; }

    public string? Nickname { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>True when the user does not want to be told of the other.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>True for a request from somebody who shared nothing with the user then.</summary>
    public bool IsStranger { get; init; }

    /// <summary>What the sender of a request wrote with it.</summary>
    public string? Note { get; init; }
}

/// <summary>How two users stand to each other, in one look.</summary>
/// <param name="Mine">What the second is to the first; null for nothing.</param>
/// <param name="Theirs">What the first is to the second.</param>
/// <param name="SharedGuilds">The guilds that both are in.</param>
public sealed record PairStanding(RelationRow? Mine, RelationRow? Theirs, IReadOnlyList<GuildId> SharedGuilds)
{
    /// <summary>Until when those of the shared guilds that have stopped direct messages between members have.</summary>
    public IReadOnlyDictionary<GuildId, DateTimeOffset> StoppedUntil { get; init; } = new Dictionary<GuildId, DateTimeOffset>();
}

public sealed record PutRelation(RelationRow Relation) : RowChange;

public sealed record DeleteRelation(UserId User, UserId Other) : RowChange;
