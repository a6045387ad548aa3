using Guildhall.Cluster.Relay;
using Guildhall.Protocol;
using Guildhall.Storage.Users;

namespace Guildhall.Community.User;

/// <summary>All that a user is, in memory.</summary>
public sealed class UserState(UserRow row, IEnumerable<GuildId> guilds, List<OpenSession> sessions)
{
    private Seldom? _seldom;

    public UserRow Row { get; internal set; } = row;

    public UserId Id => Row.Profile.Id;

    public GuildIdSet Guilds { get; } = new(guilds);

    /// <summary>Sessions that are open or may still be resumed.</summary>
    public List<OpenSession> Sessions { get; } = sessions;

    /// <summary>Channels whose read states wait to be stored; see ReadStateMemory. Null while there is none.</summary>
    internal HashSet<ChannelId>? UnsavedReadStates
    {
        get => _seldom?.UnsavedReadStates;
        set
        {
            if (value is not null || _seldom is not null) (_seldom ??= new Seldom()).UnsavedReadStates = value;
        }
    }

    /// <summary>The activity that the settings' custom status makes; null for none.</summary>
    internal System.Text.Json.JsonElement? CustomStatus
    {
        get => _seldom?.CustomStatus;
        set
        {
            if (value is not null || _seldom is not null) (_seldom ??= new Seldom()).CustomStatus = value;
        }
    }

    /// <summary>Who is what to this user; null until asked for. See RelationMemory.</summary>
    internal IReadOnlyDictionary<UserId, RelationRow>? Relations { get; set; }

    /// <summary>What friends who are online show; null while nobody is.</summary>
    internal Dictionary<UserId, PresencePayload>? FriendPresences
    {
        get => _seldom?.FriendPresences;
        set
        {
            if (value is not null || _seldom is not null) (_seldom ??= new Seldom()).FriendPresences = value;
        }
    }

    /// <summary>The user's own records, by kind, as far as they were asked for and there are some.</summary>
    internal Dictionary<string, object>? Documents
    {
        get => _seldom?.Documents;
        set
        {
            if (value is not null || _seldom is not null) (_seldom ??= new Seldom()).Documents = value;
        }
    }

    /// <summary>The kinds of records of which the user is known to have none, one bit each.</summary>
    internal ulong EmptyDocuments { get; set; }

    /// <summary>Numbers of direct messages that this user (the one with the smaller id) has given out; see OpenDm.</summary>
    internal Dictionary<UserId, ChannelId>? ReservedDms
    {
        get => _seldom?.ReservedDms;
        set
        {
            if (value is not null || _seldom is not null) (_seldom ??= new Seldom()).ReservedDms = value;
        }
    }

    /// <summary>Where a person is in voice; null for nowhere, and for bots.</summary>
    internal Calls.VoicePlace? Voice
    {
        get => _seldom?.Voice;
        set
        {
            if (value is not null || _seldom is not null) (_seldom ??= new Seldom()).Voice = value;
        }
    }

    /// <summary>Private channels whose activities want to know when the last session is gone; see ActivityLaunch. Null while there is none.</summary>
    internal HashSet<GuildId>? Activities
    {
        get => _seldom?.Activities;
        set
        {
            if (value is not null || _seldom is not null) (_seldom ??= new Seldom()).Activities = value;
        }
    }

    /// <summary>True while there is what could be had from nowhere else.</summary>
    internal bool HoldsOnlyInMemory =>
        UnsavedReadStates is not null || ReservedDms is not null || (Sessions.Count > 0 && (CustomStatus is not null || FriendPresences is { Count: > 0 } || Activities is not null || Voice is not null));

    /// <summary>How far each channel was read; null until asked for.</summary>
    public IReadOnlyDictionary<ChannelId, ReadStateRow>? ReadStates { get; internal set; }

    // What few users have at a time: a pointer for the many who have none of it.
    private sealed class Seldom
    {
        public HashSet<ChannelId>? UnsavedReadStates;
        public System.Text.Json.JsonElement? CustomStatus;
        public Dictionary<UserId, PresencePayload>? FriendPresences;
        public Dictionary<string, object>? Documents;
        public Dictionary<UserId, ChannelId>? ReservedDms;
        public HashSet<GuildId>? Activities;
        public Calls.VoicePlace? Voice;
    }
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
