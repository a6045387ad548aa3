using Guildhall.Cluster.Relay;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Guild;

/// <summary>What every guild's actor works with.</summary>
public sealed record GuildServices(
    TimeProvider Time,
    SnowflakeGenerator Ids,
    IStoreWriter Writer,
    IGuildStore Guilds,
    IMessageStore Messages,
    IUserStore Users,
    UserDirectory Directory,
    EventRelay Relay)
{
    /// <summary>The way to users' actors; set once, since users know the way to guilds too.</summary>
    public UserRouter UserActors { get; internal set; } = null!;

    /// <summary>The way to other guilds; set once.</summary>
    public GuildRouter GuildActors { get; internal set; } = null!;

    /// <summary>Wakes the clock that rings alarms.</summary>
    public Alarms.AlarmSignal Alarms { get; init; } = new();

    /// <summary>The way to the rooms of voice channels, looked for when somebody first sits down.</summary>
    public Calls.IVoiceRooms Rooms
    {
        get => field ??= FindRooms();
        internal set;
    }

    /// <summary>Finds the way to the rooms, which know the way to guilds too.</summary>
    public Func<Calls.IVoiceRooms> FindRooms { get; init; } = () => new Calls.NoVoiceRooms();

    /// <summary>Where folders of blobs go whose rows a turn has deleted.</summary>
    public Retention.RemovedFiles RemovedFiles { get; init; } = new();

    /// <summary>From when on a guild is a crowd.</summary>
    public Members.Lists.CrowdSize Crowd { get; init; } = new();

    /// <summary>Counts what applications are used for.</summary>
    public Applications.Usage.UsageCounts Usage { get; init; } = new(Time);

    /// <summary>What the run before this one has left.</summary>
    public Handover.HandoverShelf Shelf { get; init; } = new();

    /// <summary>How far behind this node is; null when nobody measures that.</summary>
    public Cluster.Load.HouseLoad? Load { get; init; }

    /// <summary>The address that attachments are shown at in events.</summary>
    public Func<string> PublicUrl { get; init; } = () => "";
}
