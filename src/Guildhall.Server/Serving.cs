using System.Runtime.InteropServices;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;

namespace Guildhall.Server;

/// <summary>Runs a server until the process is asked to stop.</summary>
internal static class Serving
{
    // What a shell reports for a program that Ctrl-C has ended.
    private const int Interrupted = 130;

    /// <summary>Serves; returns the exit code after the drain.</summary>
    public static async Task<int> Run(ServerOptions options)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));

        await using var server = await ServerHost.Start(options);
        Console.WriteLine($"Guildhall serves {server.Url}");
        if (server.IsFirstRun) Console.WriteLine("First run: open that address, register, create a guild, and send someone its invite link.");
        if (options is { PublicUrl: null, Listen.IsEverywhere: true })
            Console.WriteLine("Other machines need its address in links and files: name it with --public-url.");
        if (server.AuthorityFile is { } authority) Console.WriteLine($"Voice bots trust it with NODE_EXTRA_CA_CERTS={authority}");
        await stop.Task;
        Console.WriteLine("Draining; Ctrl-C again stops at once.");
        return 0;
    }

    private static void Stop(PosixSignalContext signal, TaskCompletionSource stop)
    {
        signal.Cancel = true;
        if (!stop.TrySetResult()) Environment.Exit(Interrupted);
    }
}
