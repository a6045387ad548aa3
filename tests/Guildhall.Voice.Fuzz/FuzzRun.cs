using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Guildhall.Voice.Fuzz;

/// <summary>Feeds every target its share of inputs on several threads, and watches for exceptions, answers larger than questions, and memory that stays.</summary>
internal sealed partial class FuzzRun(IReadOnlyList<Func<FuzzTarget>> targets, ulong seed, int threads, Action<string> say)
{
    private const int MostFindings = 5;

    // Memory is compared after this part of a target's inputs, when its tables and pools are as large as they get.
    private const int WarmParts = 4;

    private readonly List<FuzzFinding> _findings = [];

    public async Task<FuzzReport> Run(long inputs)
    {
        long managed = 0, resident = 0, done = 0;
        var weights = targets.Select(Weight).ToArray();
        for (var i = 0; i < targets.Count && _findings.Count == 0; i++)
        {
            var mine = Math.Max(threads * WarmParts, inputs * weights[i] / weights.Sum());
            var clock = Stopwatch.StartNew();
            var (name, grown, kept) = await RunTarget(targets[i], mine);
            (managed, resident, done) = (managed + Math.Max(0, grown), resident + Math.Max(0, kept), done + mine);
            say($"{name,-28} {mine,12:N0} inputs  {clock.Elapsed.TotalSeconds,6:F1} s  heap {Megabytes(grown)}, process {Megabytes(kept)}");
        }

        return new FuzzReport(done, _findings, managed, resident);
    }

    private static string Megabytes(long bytes) => $"{bytes / 1048576.0:+0.0;-0.0;0.0} MB";

    private static int Weight(Func<FuzzTarget> make)
    {
        using var target = make();
        return target.Weight;
    }

    private async Task<(string Name, long Managed, long Resident)> RunTarget(Func<FuzzTarget> make, long inputs)
    {
        var mine = Enumerable.Range(0, threads).Select(index => (Target: make(), Dice: new Dice(seed + ((ulong)index * 0x1_0000_0001)))).ToArray();
        try
        {
            await Part(mine, 0, inputs / WarmParts / threads);
            var (managed, resident) = Memory();
            await Part(mine, inputs / WarmParts / threads, inputs / threads);
            var after = Memory();
            return (mine[0].Target.Name, after.Managed - managed, after.Resident - resident);
        }
        finally
        {
            foreach (var (target, _) in mine) target.Dispose();
        }
    }

    private Task Part((FuzzTarget Target, Dice Dice)[] mine, long from, long to) =>
        Task.WhenAll(mine.Select(one => Task.Factory.StartNew(() => Feed(one.Target, one.Dice, from, to), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private void Feed(FuzzTarget target, Dice dice, long from, long to)
    {
        var mutator = new Mutator(target.Samples, target.Words, dice);
        var copy = new byte[Mutator.Largest];
        for (var number = from; number < to; number++)
        {
            var input = mutator.Next();
            input.CopyTo(copy);
            try
            {
                var answered = target.Feed(input, dice);
                if (answered > input.Length) Found(new(target.Name, seed, number, $"answered with {answered} bytes to {input.Length}", copy[..input.Length]));
            }
            catch (Exception fault)
            {
                Found(new(target.Name, seed, number, fault.ToString(), copy[..input.Length]));
            }

            if (_findings.Count >= MostFindings) return;
        }
    }

    private void Found(FuzzFinding finding)
    {
        lock (_findings) _findings.Add(finding);
        say(finding.ToString());
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);

    private static (long Managed, long Resident) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        // What the C library keeps for later is no leak.
        _ = Trim(0);
        using var process = Process.GetCurrentProcess();
        return (managed, process.WorkingSet64);
    }
}
