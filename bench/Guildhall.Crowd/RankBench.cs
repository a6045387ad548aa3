using System.Diagnostics;
using System.Globalization;
using Guildhall.Community.Members.Lists;

namespace Guildhall.Crowd;

/// <summary>What a place in the order of a million members costs.</summary>
internal static class RankBench
{
    private const int Members = 1_000_000;
    private const int Moves = 500_000;

    public static void Run()
    {
        var random = new Random(1);
        var keys = new ListKey[Members];
        for (var i = 0; i < keys.Length; i++) keys[i] = Key(random, (ulong)i);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var set = new RankedSet(keys.Order().ToArray());
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Members;
        Move(set, keys, random, 50_000); // compiled, chunks split
        var move = Cpu(() => Move(set, keys, random, Moves)) / Moves;
        var page = new ListKey[100];
        var read = Cpu(() =>
        {
            for (var i = 0; i < Moves; i++) set.CopyTo(random.Next(Members - page.Length), page);
        }) / Moves;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| member list of {Members:N0}: a move with both ranks | {move:F2} µs | {move:F2} µs CPU | {bytes:F1} bytes a member; a page of 100 rows {read:F2} µs |"));
    }

    private static void Move(RankedSet set, ListKey[] keys, Random random, int moves)
    {
        for (var i = 0; i < moves; i++)
        {
            var which = random.Next(keys.Length);
            var next = Key(random, keys[which].Id);
            if (set.Remove(keys[which]) < 0 || set.Add(next) < 0) throw new InvalidOperationException("The list has lost a member.");
            keys[which] = next;
        }
    }

    private static ListKey Key(Random random, ulong id) => new((ulong)random.NextInt64(), (ulong)random.NextInt64(), id);

    private static double Cpu(Action work)
    {
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return (Process.GetCurrentProcess().TotalProcessorTime - start).TotalMicroseconds;
    }
}
