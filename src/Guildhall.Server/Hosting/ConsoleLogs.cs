using Guildhall.Server.Options;
using Guildhall.Voice;
using Microsoft.Extensions.Logging.Console;

namespace Guildhall.Server.Hosting;

/// <summary>Log lines on the error stream, one line each, so that the standard output stays what the server says to its owner.</summary>
internal static class ConsoleLogs
{
    public static void Add(ILoggingBuilder logging, ServerOptions options, ILoggerProvider? instead)
    {
        logging.SetMinimumLevel(options.LogLevel);
        // The framework tells of each connection and request; that is the access log's and the debugger's business.
        if (options.LogLevel > LogLevel.Debug) logging.AddFilter("Microsoft", LogLevel.Warning);
        // A start that fails is told in one sentence by whoever started; a background task that ends the process is critical.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (options.AccessLog) logging.AddFilter(typeof(ServerHost).FullName, LogLevel.Information);
        // One line for each call that has ended is what an operator wants to see, and no more than that.
        if (options.LogLevel <= LogLevel.Warning) logging.AddFilter(VoiceService.CallLog, LogLevel.Information);
        // No line shows a scope, and the framework opens one for every connection and keeps it for the connection's life.
        logging.Services.Configure<LoggerFilterOptions>(filters => filters.CaptureScopes = false);
        if (instead is not null)
        {
            logging.AddProvider(instead);
            return;
        }

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
