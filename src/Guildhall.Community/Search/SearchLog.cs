using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Search;

internal static partial class SearchLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The upkeep of the search index failed and goes on later")]
    internal static partial void UpkeepFailed(this ILogger log, Exception error);
}
