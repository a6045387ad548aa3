using System.Globalization;

namespace Guildhall.VoiceLoad.Load;

/// <summary>CPU times from the scheduler's own statistics, and what the kernel dropped.</summary>
internal readonly record struct Cpu(long Server, long Own, long All, long Drops)
{
    private const long NanosecondsPerTick = 10_000_000;

    /// <summary>Nanoseconds used so far by the threads of a process, by this one, and by everybody.</summary>
    public static Cpu Read(int server) => new(server > 0 ? Threads(server) : 0, Threads(Environment.ProcessId), Everybody(), ReceiveErrors());

    private static long Threads(int process)
    {
        long sum = 0;
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
        {
            try
            {
                var text = File.ReadAllText(Path.Combine(thread, "schedstat"));
                sum += long.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // The thread has ended meanwhile.
            }
        }

        return sum;
    }

    private static long Everybody()
    {
        // cpu user nice system idle iowait irq softirq …
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var busy = fields.Skip(1).Take(8).Select((field, index) => index is 3 or 4 ? 0 : long.Parse(field, CultureInfo.InvariantCulture)).Sum();
        return busy * NanosecondsPerTick;
    }

    private static long ReceiveErrors()
    {
        var lines = File.ReadLines("/proc/net/snmp").Where(line => line.StartsWith("Udp:", StringComparison.Ordinal)).Take(2).Select(line => line.Split(' ')).ToArray();
        var column = Array.IndexOf(lines[0], "RcvbufErrors");
        return column < 0 ? 0 : long.Parse(lines[1][column], CultureInfo.InvariantCulture);
    }
}
