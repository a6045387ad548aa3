using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Presence;
using Guildhall.Community.PrivateChannels;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Guild;

/// <summary>A guild, alive: it decides on its state in memory, writes through the store, then tells the world.</summary>
internal sealed class GuildActor(GuildId id, GuildServices services, IActorContext context) : Actor
{
    public GuildId Id => id;

    /// <summary>Null while no such guild exists.</summary>
    public GuildState? State { get; private set; }

    public GuildServices Services => services;

    public WriteLane Lane { get; } = new();

    public GuildSessions Sessions { get; } = new(id);

    /// <summary>What each session has open.</summary>
    public Members.Lists.GuildLooks Looks { get; } = new();

    public Members.Lists.MemberLists Lists { get; } = new();

    /// <summary>What sessions miss that do not look.</summary>
    public Passive.PassiveFlow Passive { get; } = new();

    public ChannelLogs Logs { get; } = new();

    /// <summary>Which message an enforced nonce made, for some minutes.</summary>
    public NonceMemory Nonces { get; } = new();

    /// <summary>What was published in announcement channels lately.</summary>
    public Announcements.CrosspostMemory Crossposts { get; } = new();

    /// <summary>When each member may write again in a channel with slowmode.</summary>
    public SlowmodeMemory Slowmode { get; } = new();

    /// <summary>The compiled rules of automatic moderation, and what spam is recognised by.</summary>
    public AutoModeration.AutoModerationMemory AutoModeration { get; } = new();

    /// <summary>The interactions whose tokens are good, and what one user alone sees.</summary>
    public Interactions.InteractionMemory Interactions { get; } = new();

    /// <summary>The activities that run here.</summary>
    public Activities.ActivityMemory Activities { get; } = new();

    public GuildWelcome Welcome { get; } = new();

    public PresenceFlow PresenceFlow { get; } = new();

    public override bool MayGoIdle => Sessions.Count == 0 && Interactions.IsEmpty && Activities.IsEmpty && State is not { Voice.IsEmpty: false };

    /// <summary>Loads a guild. After a restart its sessions are still with the relay: they are taken over.</summary>
    public static async ValueTask<Actor> Activate(GuildId id, GuildServices services, IActorContext context)
    {
        var actor = new GuildActor(id, services, context);
        if (await services.Guilds.Load(id, CancellationToken.None) is not { } snapshot) return actor;
        actor.State = new GuildState(snapshot);
        actor.Nonces.Load(snapshot.Nonces);
        var left = services.Shelf.Take(id);
        left?.GiveTo(actor);
        if (actor.State.IsPrivate) return actor;
        var sessions = await services.Relay.SessionsIn(AudienceId.Everyone(id), CancellationToken.None);
        var passive = await services.Relay.SessionsIn(AudienceId.Passive(id), CancellationToken.None);
        actor.Sessions.Reattach(actor.State, sessions, passive);
        actor.Passive.Begin(actor, left?.Passive);
        foreach (var user in actor.Sessions.ConnectedUsers)
        {
            // After a hand-over everybody knows already; after a failure something may not have been told.
            if (services.Shelf.ShownBy(user) is not { } shown) await services.UserActors.Deliver(user, new TellPresence(id));
            else if (shown.Status != "offline") actor.State.Presences[user] = shown;
        }

        Handover.GuildHandover.Forget(actor);
        return actor;
    }

    public override async ValueTask Receive(IActorMessage message, Turn turn)
    {
        var guildTurn = new GuildTurn(this, turn);
        switch (message)
        {
            case IGuildGenesis genesis:
                await genesis.RunOn(guildTurn);
                break;
            case IGuildCommand command when State is { IsPrivate: false }:
                if (command is IChannelCommand named) await Threads.ThreadLoading.Load(guildTurn, named.Channel);
                await command.RunOn(guildTurn);
                break;
            case IGuildCommand and IAlsoInPrivate when State is not null:
                PrivateHouse.RefreshProfiles(State, services.Directory, Logs);
                await ((IGuildCommand)message).RunOn(guildTurn);
                break;
            case IGuildCommand:
                turn.Refuse(new Failure.UnknownGuild());
                return;
            default:
                throw new InvalidOperationException($"A guild does not know {message.GetType().Name}.");
        }

        guildTurn.Finish();
    }

    internal void Begin(GuildState created) => State = created;

    /// <summary>True when what lived here under this number has ended: the number is not given to anything else.</summary>
    internal bool HasEnded { get; private set; }

    internal void End()
    {
        State = null;
        HasEnded = true;
    }

    internal void TellSelfAfter(TimeSpan delay, IActorMessage message) => context.TellSelfAfter(delay, message);
}
