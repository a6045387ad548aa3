using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Placement;
using Guildhall.Protocol;

namespace Guildhall.Community.User;

/// <summary>Finds a user's actor, wherever it lives.</summary>
public sealed class UserRouter(ActorHost<UserId> users, LocalPlacement placement)
{
    public ValueTask<Result<TReply>> Ask<TReply>(UserId user, IUserCommand<TReply> command, CancellationToken cancel) =>
        placement.IsMine(user.Number)
            ? users.Ask(user, command, cancel)
            : ValueTask.FromResult(new Result<TReply>(new Failure.Overloaded()));

    /// <summary>What another actor's turn tells a user: never refused, and not kept waiting for long.</summary>
    public ValueTask Deliver(UserId user, IUserCommand command) => placement.IsMine(user.Number) ? users.Deliver(user, command) : ValueTask.CompletedTask;

    public ValueTask Tell(UserId user, IUserCommand command, CancellationToken cancel) =>
        placement.IsMine(user.Number) ? users.Tell(user, command, cancel) : ValueTask.CompletedTask;
}
