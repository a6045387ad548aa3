using Guildhall.Cluster.Actors;

namespace Guildhall.Community.User;

/// <summary>Something a user's actor is told to do.</summary>
public interface IUserCommand : IActorMessage
{
    ValueTask RunOn(UserTurn turn);
}

/// <summary>A command with an answer.</summary>
public interface IUserCommand<TReply> : IUserCommand, IAsk<TReply>
{
    ValueTask<Result<TReply>> Run(UserTurn turn);

    async ValueTask IUserCommand.RunOn(UserTurn turn) => turn.Answer(await Run(turn));
}
