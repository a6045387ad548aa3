using Guildhall.Gateway.Sessions;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway;

/// <summary>What the gateway logs. Tokens and payloads stay out.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Session shard {Shard} failed at {Item}; the item is lost")]
    internal static partial void ShardFault(this ILogger log, Exception fault, int shard, ShardItemKind item);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of session {Session} could not be told")]
    internal static partial void FarewellFailed(this ILogger log, Exception fault, ulong session);

    [LoggerMessage(Level = LogLevel.Error, Message = "Too many sessions end at once: the end of {Session} is not told")]
    internal static partial void FarewellDropped(this ILogger log, ulong session);

    [LoggerMessage(Level = LogLevel.Error, Message = "A gateway command (op {Op}) of user {User} failed")]
    internal static partial void CommandFailed(this ILogger log, Exception fault, int op, ulong user);

    [LoggerMessage(Level = LogLevel.Error, Message = "IDENTIFY or RESUME failed; the client is told to try again")]
    internal static partial void IdentifyFailed(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The connection of user {User} failed; its session can be resumed")]
    internal static partial void ConnectionFailed(this ILogger log, Exception fault, ulong user);
}
