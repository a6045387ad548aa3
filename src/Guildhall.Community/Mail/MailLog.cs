using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Mail;

/// <summary>What the log says about mail: never an address, never a link.</summary>
internal static partial class MailLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "A mail waits in the outbox: {File}.")]
    internal static partial void MailInOutbox(this ILogger log, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail could not be sent ({Reason}); it is tried again.")]
    internal static partial void MailIsTriedAgain(this ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail was given up after {Attempts} attempts ({Reason}).")]
    internal static partial void MailGivenUp(this ILogger log, int attempts, string reason);
}
