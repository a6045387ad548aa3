using System.Globalization;

namespace Guildhall.VoiceLoad.Load;

/// <summary>CPU times, and what the kernel dropped.</summary>
internal readonly record struct Cpu(long Server, long Own, long All, long Drops)
{
    private const long NanosecondsPerTick = 10_000_000;

    /// <summary>Nanoseconds used so far by a process, by this one, and by everybody.</summary>
    public static Cpu Read(int server) => new(server > 0 ? Threads(server) : 0, Threads(Environment.ProcessId), Everybody(), ReceiveErrors());

    // utime and stime of the whole process, those of threads that have ended included.
    private static long Threads(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * NanosecondsPerTick;
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
