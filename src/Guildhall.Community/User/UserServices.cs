using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.User;

/// <summary>What every user's actor works with.</summary>
public sealed record UserServices(
    TimeProvider Time,
    SnowflakeGenerator Ids,
    IStoreWriter Writer,
    IUserStore Users,
    IGuildStore GuildRows,
    GuildRouter Guilds,
    UserDirectory Directory,
    EventRelay Relay)
{
    /// <summary>The way to other users' actors; set once, when it is there.</summary>
    public UserRouter UserActors { get; internal set; } = null!;

    /// <summary>Interactions on their way to applications' own addresses.</summary>
    public Interactions.InteractionOutbox Outbox { get; init; } = new();

    /// <summary>What others know of the commands that bots' actors keep.</summary>
    public Interactions.Commands.CommandDirectory Commands { get; init; } = new();

    /// <summary>What outlasts a restart of an actor.</summary>
    public OpenSessions Sessions { get; init; } = new();

    /// <summary>What the run before this one has left.</summary>
    public Handover.HandoverShelf Shelf { get; init; } = new();
}
