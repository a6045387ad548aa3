using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Applications.Usage;

internal static partial class UsageLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Figures of use could not be stored and are kept for the next time")]
    internal static partial void FiguresNotStored(this ILogger log, Exception error);
}
