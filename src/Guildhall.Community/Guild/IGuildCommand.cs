using Guildhall.Cluster.Actors;

namespace Guildhall.Community.Guild;

/// <summary>Something a guild is told to do. The record carries plain values; what it does stands in its <see cref="RunOn"/>.</summary>
public interface IGuildCommand : IActorMessage
{
    ValueTask RunOn(GuildTurn turn);
}

/// <summary>A command with an answer. <see cref="Run"/> decides first; once it changes the turn, it may no longer fail.</summary>
public interface IGuildCommand<TReply> : IGuildCommand, IAsk<TReply>
{
    ValueTask<Result<TReply>> Run(GuildTurn turn);

    async ValueTask IGuildCommand.RunOn(GuildTurn turn) => turn.Answer(await Run(turn));
}
