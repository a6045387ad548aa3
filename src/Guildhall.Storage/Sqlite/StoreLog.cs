using Microsoft.Extensions.Logging;

namespace Guildhall.Storage.Sqlite;

internal static partial class StoreLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Folder} is open at schema {Version}")]
    internal static partial void StoreOpened(this ILogger log, string folder, long version);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store upgraded from schema {From} to {To}; the copy from before is {Backup}")]
    internal static partial void StoreUpgraded(this ILogger log, long from, long to, string backup);

    [LoggerMessage(Level = LogLevel.Error, Message = "A write was not stored")]
    internal static partial void WriteFailed(this ILogger log, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Count} writes was not stored and is tried one by one")]
    internal static partial void BatchFailed(this ILogger log, Exception error, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A checkpoint failed and will be tried again")]
    internal static partial void CheckpointFailed(this ILogger log, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cleaning up failed and will be tried again")]
    internal static partial void CleaningFailed(this ILogger log, Exception error);
}
