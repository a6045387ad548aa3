using System.Globalization;
using System.Security.Cryptography;

namespace Guildhall.Gateway.Connections.Loops;

/// <summary>
/// A descriptor table for a loop's thread alone, so that a process may hold more sockets than one table has room for. Whatever
/// runs on such a thread must not use descriptors that were opened elsewhere afterwards: the same number is another file here.
/// </summary>
internal static class PrivateTable
{
    private const int Files = 0x400;
    private const int Workers = GatewayLimits.PoolThreads;
    private const string KeepAlive = "System.Threading.ThreadPool.ThreadsToKeepAlive";
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(10);
    private static readonly Lazy<bool> Prepared = new(PrepareOnce);

    /// <summary>
    /// Opens what the runtime opens once and keeps, before any table is made: later the number that it remembers would be a
    /// client's socket on a loop. And starts every pool thread there will be: a thread shares the table of the one that starts
    /// it, and a loop that queues work starts one when they are too few.
    /// </summary>
    /// <exception cref="InvalidOperationException">The process lets pool threads end, so that they would be started again.</exception>
    public static void Prepare() => _ = Prepared.Value;

    // Once in a process: its threads and its descriptors are everybody's.
    private static bool PrepareOnce()
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        RandomNumberGenerator.Fill(bytes);
        SHA256.HashData(bytes, bytes);
        Random.Shared.NextBytes(bytes);
        _ = HashCode.Combine(bytes[0]) ^ "seed".GetHashCode(StringComparison.Ordinal);
        Console.Out.Flush();
        Console.Error.Flush();
        StartWorkers();
        return true;
    }

    private static void StartWorkers()
    {
        if (AppContext.GetData(KeepAlive)?.ToString() != Workers.ToString(CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"descriptor tables of the loops' own need {KeepAlive} to be {Workers} in the runtime's configuration");
        ThreadPool.GetMinThreads(out _, out var ports);
        ThreadPool.SetMinThreads(Workers, ports);
        ThreadPool.SetMaxThreads(Workers, Math.Max(Workers, ports));

        // Each holds its thread until all have one, so that they have different ones. Once, before anything is served.
        var missing = Workers - (Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
        var started = new CountdownEvent(missing);
        for (var worker = 0; worker < missing; worker++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static started =>
                {
                    started.Signal();
                    started.Wait(StartTime);
                },
                started,
                preferLocal: false);
        }

        started.Wait(StartTime);
    }

    /// <summary>
    /// Takes a copy of the process's table for the calling thread, and closes the sockets in it that are not the loop's: they
    /// would outlive their owners. False where the system does not allow it; then everything works with the one table.
    /// </summary>
    public static bool TryEnter(IReadOnlyCollection<int> kept)
    {
        if (Libc.Unshare(Files) != 0) return false;

        // Files and pipes stay: the runtime may write to them from any thread (a signal's pipe, a profiler's map).
        foreach (var entry in new DirectoryInfo("/proc/thread-self/fd").GetFileSystemInfos())
        {
            var isSocket = entry.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
            if (isSocket && int.TryParse(entry.Name, out var descriptor) && !kept.Contains(descriptor)) _ = Libc.Close(descriptor);
        }

        return true;
    }
}
