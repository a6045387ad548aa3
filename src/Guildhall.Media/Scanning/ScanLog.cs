using Microsoft.Extensions.Logging;

namespace Guildhall.Media.Scanning;

internal static partial class ScanLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "An upload was infected with {Signature} and was refused")]
    internal static partial void Infected(this ILogger log, string signature);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The virus scanner at {Scanner} cannot be asked ({Reason}); until it can, uploads are {Fate}")]
    internal static partial void ScannerIsSilent(this ILogger log, ScannerAddress scanner, string reason, string fate);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The virus scanner at {Scanner} answers again")]
    internal static partial void ScannerIsBack(this ILogger log, ScannerAddress scanner);
}
