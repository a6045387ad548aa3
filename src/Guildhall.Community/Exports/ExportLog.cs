using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Exports;

internal static partial class ExportLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The export of {Subject} failed")]
    internal static partial void ExportFailed(this ILogger log, Exception failure, string subject);
}
