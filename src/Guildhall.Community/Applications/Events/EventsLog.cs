using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Applications.Events;

internal static partial class EventsLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook events could not be delivered and are tried again")]
    internal static partial void DeliveryFailed(this ILogger log, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook events of application {Application} are switched off: nothing reached it for {Hours} hours")]
    internal static partial void EventsSwitchedOff(this ILogger log, ApplicationId application, double hours);
}
