using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Edge;

internal static partial class EdgeLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    internal static partial void RouteFailed(this ILogger log, Exception bug, string method, string path);
}
