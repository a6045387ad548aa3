using Guildhall.Cluster.Relay;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>All that a user is, in memory.</summary>
public sealed class UserState(UserRow row, IEnumerable<GuildId> guilds, List<OpenSession> sessions)
{
    public UserRow Row { get; internal set; } = row;

    public UserId Id => Row.Profile.Id;

    public HashSet<GuildId> Guilds { get; } = [.. guilds];

    /// <summary>Sessions that are open or may still be resumed.</summary>
    public List<OpenSession> Sessions { get; } = sessions;

    /// <summary>Channels whose read states wait to be stored; see ReadStateMemory.</summary>
    internal HashSet<ChannelId> UnsavedReadStates { get; } = [];

    /// <summary>The activity that the settings' custom status makes; null for none.</summary>
    internal System.Text.Json.JsonElement? CustomStatus { get; set; }

    /// <summary>Who is what to this user; null until asked for. See RelationMemory.</summary>
    internal Dictionary<UserId, RelationRow>? Relations { get; set; }

    /// <summary>What friends who are online show.</summary>
    internal Dictionary<UserId, PresencePayload> FriendPresences { get; } = [];

    /// <summary>The user's own records, by kind, as far as they were asked for.</summary>
    internal Dictionary<string, object> Documents { get; } = [];

    /// <summary>Numbers of direct messages that this user (the one with the smaller id) has given out; see OpenDm.</summary>
    internal Dictionary<UserId, ChannelId> ReservedDms { get; } = [];

    /// <summary>Private channels whose activities want to know when the last session is gone; see ActivityLaunch.</summary>
    internal HashSet<GuildId> Activities { get; } = [];

    /// <summary>How far each channel was read; null until asked for, and while there is none.</summary>
    public Dictionary<ChannelId, ReadStateRow>? ReadStates { get; internal set; }
}

/// <summary>One open session: what it may see, what kind of device it is and what it shows.</summary>
public sealed record OpenSession(
    ConnectedSession Session,
    int ShardId,
    int ShardCount,
    string Client,
    string Status,
    IReadOnlyList<System.Text.Json.JsonElement> Activities,
    string TokenKey)
{
    /// <summary>True when events of this guild go to this shard ((guild_id >> 22) % num_shards).</summary>
    public bool Serves(GuildId guild) => (int)((guild.Number >> 22) % (ulong)ShardCount) == ShardId;
}
