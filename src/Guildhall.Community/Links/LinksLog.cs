using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Links;

internal static partial class LinksLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The links of message {Message} could not be shown")]
    internal static partial void PreviewFailed(this ILogger log, Exception error, MessageId message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The picture of webhook {Webhook} could not be kept")]
    internal static partial void PictureFailed(this ILogger log, Exception error, WebhookId webhook);
}
