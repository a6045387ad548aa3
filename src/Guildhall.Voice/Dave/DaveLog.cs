using Microsoft.Extensions.Logging;

namespace Guildhall.Voice.Dave;

internal static partial class DaveLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The call in channel {Channel} is at encryption version {Version} ({Reason})")]
    internal static partial void EncryptionChanged(this ILogger log, ChannelId channel, int version, E2eeReason reason);
}
