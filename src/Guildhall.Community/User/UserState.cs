using Guildhall.Cluster.Relay;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>All that a user is, in memory.</summary>
public sealed class UserState(UserRow row, IEnumerable<GuildId> guilds, List<OpenSession> sessions)
{
    public UserRow Row { get; internal set; } = row;

    public UserId Id => Row.Profile.Id;

    public GuildIdSet Guilds { get; } = new(guilds);

    /// <summary>Sessions that are open or may still be resumed.</summary>
    public List<OpenSession> Sessions { get; } = sessions;

    /// <summary>Channels whose read states wait to be stored; see ReadStateMemory. Null while there is none.</summary>
    internal HashSet<ChannelId>? UnsavedReadStates { get; set; }

    /// <summary>The activity that the settings' custom status makes; null for none.</summary>
    internal System.Text.Json.JsonElement? CustomStatus { get; set; }

    /// <summary>Who is what to this user; null until asked for. See RelationMemory.</summary>
    internal IReadOnlyDictionary<UserId, RelationRow>? Relations { get; set; }

    /// <summary>What friends who are online show; null while nobody is.</summary>
    internal Dictionary<UserId, PresencePayload>? FriendPresences { get; set; }

    /// <summary>The user's own records, by kind, as far as they were asked for and there are some.</summary>
    internal Dictionary<string, object>? Documents { get; set; }

    /// <summary>The kinds of records of which the user is known to have none, one bit each.</summary>
    internal ulong EmptyDocuments { get; set; }

    /// <summary>Numbers of direct messages that this user (the one with the smaller id) has given out; see OpenDm.</summary>
    internal Dictionary<UserId, ChannelId>? ReservedDms { get; set; }

    /// <summary>Private channels whose activities want to know when the last session is gone; see ActivityLaunch. Null while there is none.</summary>
    internal HashSet<GuildId>? Activities { get; set; }

    /// <summary>How far each channel was read; null until asked for.</summary>
    public IReadOnlyDictionary<ChannelId, ReadStateRow>? ReadStates { get; internal set; }
}

/// <summary>One open session: what it may see, what kind of device it is and what it shows.</summary>
public sealed record OpenSession(
    ConnectedSession Session,
    int ShardId,
    int ShardCount,
    string Client,
    string Status,
    IReadOnlyList<System.Text.Json.JsonElement> Activities,
    ulong TokenKey)
{
    /// <summary>True when events of this guild go to this shard ((guild_id >> 22) % num_shards).</summary>
    public bool Serves(GuildId guild) => (int)((guild.Number >> 22) % (ulong)ShardCount) == ShardId;
}
