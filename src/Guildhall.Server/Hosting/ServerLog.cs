namespace Guildhall.Server.Hosting;

/// <summary>The log lines of the executable itself.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} {Status} in {ElapsedMs} ms")]
    internal static partial void Request(this ILogger log, string method, string path, int status, double elapsedMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The drain took longer than {Limit}; what was left has been cut off")]
    internal static partial void DrainCutOff(this ILogger log, TimeSpan limit);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    internal static partial void RequestFailed(this ILogger log, Exception failure, string method, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Voice could not be started again")]
    internal static partial void VoiceNotRestarted(this ILogger log, Exception failure);
}
