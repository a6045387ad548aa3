using Microsoft.Extensions.Logging;

namespace Guildhall.Cluster.Actors;

internal static partial class ActorLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Id} failed while handling {Message} and restarts from the store")]
    internal static partial void ActorCrashed(this ILogger log, Exception bug, string kind, object id, string message);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {Id} could not be activated")]
    internal static partial void ActivationFailed(this ILogger log, Exception bug, string kind, object id);

    [LoggerMessage(Level = LogLevel.Error, Message = "A write was not stored; its actor restarts from the store")]
    internal static partial void CommitFailed(this ILogger log, Exception lost);

    [LoggerMessage(Level = LogLevel.Error, Message = "An effect of a stored turn failed")]
    internal static partial void EffectFailed(this ILogger log, Exception bug);

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Message} was handled without an answer; the asker is refused")]
    internal static partial void Unanswered(this ILogger log, string message);
}
