using Guildhall.Cluster.Actors;
using Guildhall.Community.Handover;
using Guildhall.Community.Presence;
using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.User;

/// <summary>A person or a bot, alive: sessions, presence, profile, read states.</summary>
internal sealed class UserActor(UserServices services, IActorContext context) : Actor
{
    public UserState? State { get; private set; }

    public UserServices Services => services;

    /// <summary>Made with the first write: most users only read.</summary>
    public WriteLane Lane => field ??= new();

    /// <summary>True also of one who is connected: the sessions wait in <see cref="OpenSessions"/>, and most of them are silent for hours.</summary>
    public override bool MayGoIdle => State is null or { HoldsOnlyInMemory: false };

    public static async ValueTask<Actor> Activate(UserId id, UserServices services, IActorContext context)
    {
        var actor = new UserActor(services, context);
        if (await services.Users.Get(id, CancellationToken.None) is not { } row) return actor;
        var guilds = await services.GuildRows.GuildsOfUser(id, CancellationToken.None);
        actor.State = new UserState(row, guilds, services.Sessions.Of(id));
        if (services.Shelf.Take(id) is { } left) actor.TakeUp(actor.State, left);
        return actor;
    }

    private void TakeUp(UserState state, UserHandover left)
    {
        if (left.Friends.Count > 0) state.FriendPresences = left.Friends.ToDictionary(friend => friend.User.Id);
        state.CustomStatus = left.CustomStatus;
        if (left.CustomStatus is not null) context.TellSelfAfter(TimeSpan.Zero, new EndCustomStatus());
    }

    internal void TellSelfAfter(TimeSpan delay, IUserCommand command) => context.TellSelfAfter(delay, command);

    /// <summary>Forgets the account; rows of this turn are stored all the same.</summary>
    internal void End() => State = null;

    public override async ValueTask Receive(IActorMessage message, Turn turn)
    {
        if (message is not IUserCommand command) throw new InvalidOperationException($"A user does not know {message.GetType().Name}.");
        if (State is null)
        {
            turn.Refuse(new Failure.UnknownUser());
            return;
        }

        var userTurn = new UserTurn(this, turn);
        await command.RunOn(userTurn);
        userTurn.Finish();
    }
}
