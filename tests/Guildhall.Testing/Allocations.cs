namespace Guildhall.Testing;

/// <summary>What code allocates on the thread that runs it.</summary>
public static class Allocations
{
    /// <summary>
    /// The bytes of that pass which allocated least. The runtime allocates on any thread now and then, when it compiles or loads
    /// something meanwhile; code that allocates by itself does so in every pass.
    /// </summary>
    /// <param name="passes">How often the code runs, 1 or more.</param>
    /// <param name="pass">The code; it is given the number of the pass, from 0.</param>
    public static long Least(int passes, Action<int> pass)
    {
        var least = long.MaxValue;
        for (var number = 0; number < passes; number++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            pass(number);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
