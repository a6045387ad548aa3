using Microsoft.Extensions.Logging;

namespace Guildhall.Voice;

/// <summary>What voice logs. Tokens, keys, addresses and descriptions stay out.</summary>
internal static partial class VoiceLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Call in {Channel} ended after {Minutes} min: {Participants} participants, at most {Peak} at once, {Speakers} of them heard; {PacketsIn} packets in, {PacketsOut} out, {LossPercent} % lost on the way in, {Repaired} repaired")]
    internal static partial void CallEnded(this ILogger log, ChannelId channel, double minutes, int participants, int peak, int speakers, long packetsIn, long packetsOut, double lossPercent, long repaired);

    [LoggerMessage(Level = LogLevel.Warning, Message = "User {User} hears or is heard badly in {Channel}: {LossPercent} % lost, jitter {JitterMs} ms, round trip {RoundTripMs} ms")]
    internal static partial void BadConnection(this ILogger log, UserId user, ChannelId channel, double lossPercent, double jitterMs, double roundTripMs);

    [LoggerMessage(Level = LogLevel.Error, Message = "Voice worker {Worker} is lost; its rooms move")]
    internal static partial void WorkerLost(this ILogger log, int worker);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No voice worker has room for {Channel}; its members wait")]
    internal static partial void NoWorker(this ILogger log, ChannelId channel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A voice worker's queue is full; a connection in {Channel} is given up")]
    internal static partial void WorkerFull(this ILogger log, ChannelId channel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "OpenSSL 3 cannot be used: browsers can take no part in calls")]
    internal static partial void NoBrowsers(this ILogger log, Exception missing);

    [LoggerMessage(Level = LogLevel.Error, Message = "A voice connection failed")]
    internal static partial void ConnectionFailed(this ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A room could not be told of an event")]
    internal static partial void RoomUntold(this ILogger log, Exception fault);
}
