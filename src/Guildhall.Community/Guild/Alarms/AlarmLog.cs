using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Guild.Alarms;

internal static partial class AlarmLog
{
    [LoggerMessage(LogLevel.Warning, "Alarms could not be read; trying again.")]
    public static partial void AlarmsUnread(this ILogger log, Exception error);
}
