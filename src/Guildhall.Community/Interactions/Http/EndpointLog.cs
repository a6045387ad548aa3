using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Interactions.Http;

internal static partial class EndpointLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "The address of application {Application} did not take an interaction, or gave no good answer")]
    internal static partial void EndpointFailed(this ILogger log, ApplicationId application);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer of application {Application} to an interaction could not be given")]
    internal static partial void AnswerFailed(this ILogger log, Exception error, ApplicationId application);
}
