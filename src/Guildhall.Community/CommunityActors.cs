using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Load;
using Guildhall.Cluster.Placement;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community;

/// <summary>The guilds and users of this node and the ways to them.</summary>
public sealed class CommunityActors : IAsyncDisposable
{
    private readonly GuildServices _guildServices;

    /// <summary>
    /// Sooner than a guild: there is a user for each session, most of them do nothing for hours, and coming back costs two reads.
    /// </summary>
    private static readonly TimeSpan UserIdleAfter = TimeSpan.FromSeconds(30);

    public CommunityActors(
        IStoreWriter writer,
        IGuildStore guilds,
        IMessageStore messages,
        IUserStore users,
        EventRelay relay,
        LocalPlacement placement,
        TimeProvider time,
        ILoggerFactory logs,
        ActorHostOptions? options = null,
        MessageCodec? roundTrip = null,
        Func<string>? publicUrl = null,
        HouseLoad? load = null,
        Func<Calls.IVoiceRooms>? rooms = null)
    {
        options ??= new ActorHostOptions();
        Usage = new Applications.Usage.UsageCounts(time);
        Ids = new SnowflakeGenerator(time, placement.Self.Value >> 5, placement.Self.Value & 31);
        Directory = new UserDirectory(users, Reads);
        var guildServices = new GuildServices(time, Ids, writer, guilds, messages, users, Directory, relay) { PublicUrl = publicUrl ?? (() => ""), Alarms = Alarms, RemovedFiles = RemovedFiles, Usage = Usage, Shelf = Shelf, Load = load, Crowd = Crowd, FindRooms = rooms ?? (() => new Calls.NoVoiceRooms()) };
        _guildServices = guildServices;
        GuildHost = new ActorHost<GuildId>(
            "Guild", (id, context) => GuildActor.Activate(id, guildServices, context), options, time, logs.CreateLogger<GuildActor>(), roundTrip);
        Guilds = new GuildRouter(GuildHost, placement, guilds, new ChannelDirectory(Reads));
        var userServices = new UserServices(time, Ids, writer, users, guilds, Guilds, Directory, relay) { Commands = Commands, Outbox = Outbox, Sessions = Sessions, Shelf = Shelf };
        UserHost = new ActorHost<UserId>(
            "User", (id, context) => UserActor.Activate(id, userServices, context), options with { IdleAfter = UserIdleAfter, SweepEvery = UserIdleAfter / 2 }, time, logs.CreateLogger<UserActor>(), roundTrip);
        Users = new UserRouter(UserHost, placement);
        guildServices.UserActors = Users;
        guildServices.GuildActors = Guilds;
        userServices.UserActors = Users;
    }

    /// <summary>Wakes the clock that rings alarms.</summary>
    public Guild.Alarms.AlarmSignal Alarms { get; } = new();

    /// <summary>Folders of blobs whose rows are gone.</summary>
    public Retention.RemovedFiles RemovedFiles { get; } = new();

    /// <summary>Interactions on their way to applications' own addresses.</summary>
    public Interactions.InteractionOutbox Outbox { get; } = new();

    /// <summary>The commands of applications as last known.</summary>
    public Interactions.Commands.CommandDirectory Commands { get; } = new();

    /// <summary>What applications are used for.</summary>
    public Applications.Usage.UsageCounts Usage { get; }

    /// <summary>From when on a guild is a crowd.</summary>
    public Members.Lists.CrowdSize Crowd { get; } = new();

    /// <summary>The open sessions of users.</summary>
    public OpenSessions Sessions { get; } = new();

    /// <summary>What the run before this one has left.</summary>
    public Handover.HandoverShelf Shelf { get; } = new();

    /// <summary>What became of reads.</summary>
    public Reads.ReadMetrics Reads { get; } = new();

    public SnowflakeGenerator Ids { get; }

    public UserDirectory Directory { get; }

    public GuildRouter Guilds { get; }

    public UserRouter Users { get; }

    public ActorHost<GuildId> GuildHost { get; }

    public ActorHost<UserId> UserHost { get; }

    /// <summary>The rooms of voice channels, from now on.</summary>
    public void UseRooms(Calls.IVoiceRooms rooms) => _guildServices.Rooms = rooms;

    public async ValueTask DisposeAsync()
    {
        // What users have read is written a moment later; this is the moment.
        foreach (var user in UserHost.ActiveIds) await UserHost.Tell(user, new ReadStates.SaveReadStates(), CancellationToken.None);
        await UserHost.DisposeAsync();
        await GuildHost.DisposeAsync();
        Alarms.Dispose();
        Reads.Dispose();
    }
}
