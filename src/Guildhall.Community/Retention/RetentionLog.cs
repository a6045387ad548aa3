using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Retention;

internal static partial class RetentionLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder} could not be deleted; the sweep will try again")]
    internal static partial void FileNotRemoved(this ILogger log, Exception failure, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "The sweep of files has looked at {Seen} and deleted {Deleted} that nothing names")]
    internal static partial void Swept(this ILogger log, int seen, int deleted);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep of files failed and will be tried again")]
    internal static partial void SweepFailed(this ILogger log, Exception failure);
}
