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

    [LoggerMessage(Level = LogLevel.Information, Message = "{Written} sessions wait for the next start; {LeftOut} did not fit")]
    internal static partial void HandedOver(this ILogger log, int written, int leftOut);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sessions could not be handed over to the next start: clients will identify again")]
    internal static partial void HandOverFailed(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kept} sessions of the run before can be resumed; {Lost} cannot")]
    internal static partial void TookOver(this ILogger log, int kept, int lost);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Sessions} sessions that the run before left {AgeSeconds} seconds ago are not taken up")]
    internal static partial void HandoverNotUsed(this ILogger log, int sessions, double ageSeconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the run before left of its sessions cannot be read: clients will identify again")]
    internal static partial void TakeOverFailed(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The connection of user {User} failed; its session can be resumed")]
    internal static partial void ConnectionFailed(this ILogger log, Exception fault, ulong user);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection can be accepted for want of descriptors or memory (error {Error}); trying again in a second")]
    internal static partial void CannotAccept(this ILogger log, int error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The acceptor failed at a connection, which is lost")]
    internal static partial void AcceptorFault(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A TLS handshake failed: {Reason}")]
    internal static partial void TlsHandshakeFailed(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session shard {Shard} gets no descriptor table of its own (unshare is not allowed): the limit of open files holds for all together")]
    internal static partial void NoPrivateDescriptors(this ILogger log, int shard);
}
