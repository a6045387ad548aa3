using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Workers;

internal static partial class WorkersLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Follower {Name} failed behind position {Position} and tries again in {Wait}")]
    internal static partial void FollowingFailed(this ILogger log, Exception error, string name, long position, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Information, Message = "Follower {Name} could not save where it stands and will repeat some work")]
    internal static partial void CursorNotSaved(this ILogger log, Exception error, string name);
}
