namespace Guildhall.Server.Hosting;

/// <summary>The server cannot start, for a reason that whoever starts it can mend. The message is one whole sentence.</summary>
public sealed class StartException(string message, int exitCode = StartException.CannotServe) : Exception(message)
{
    /// <summary>Exit code when an option cannot be used.</summary>
    public const int WrongUsage = 2;

    /// <summary>Exit code when the port, the disk or the data folder cannot be used.</summary>
    public const int CannotServe = 1;

    public int ExitCode { get; } = exitCode;
}
