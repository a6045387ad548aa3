using Microsoft.Extensions.Logging;

namespace Guildhall.Media.Images;

internal static partial class ThumbnailLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Program} is not there, so images are served in their original size; on Debian it is in the package libvips-tools")]
    internal static partial void NoThumbnailer(this ILogger log, string program);

    [LoggerMessage(Level = LogLevel.Information, Message = "An image took longer than {Patience} and is served in its original size")]
    internal static partial void TookTooLong(this ILogger log, TimeSpan patience);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An image could not be made and is served in its original size")]
    internal static partial void ThumbnailFailed(this ILogger log, Exception failure);
}
