using System.Numerics;

namespace Guildhall.VoiceLoad.Load;

/// <summary>Times in nanoseconds, kept with a precision of 2 %.</summary>
internal sealed class Histogram
{
    private const int Fine = 6;

    private readonly long[] _counts = new long[64 << Fine];

    public long Count { get; private set; }

    public long Largest { get; private set; }

    public void Add(long nanoseconds)
    {
        var value = Math.Max(1, nanoseconds);
        _counts[IndexOf(value)]++;
        Count++;
        Largest = Math.Max(Largest, value);
    }

    /// <summary>The time below which a part lies, in milliseconds.</summary>
    public double Share(double part)
    {
        var left = (long)Math.Ceiling(Count * part);
        for (var i = 0; i < _counts.Length; i++)
        {
            left -= _counts[i];
            if (left <= 0 && _counts[i] > 0) return Middle(i) / 1e6;
        }

        return 0;
    }

    private static int IndexOf(long value)
    {
        var power = BitOperations.Log2((ulong)value);
        return power < Fine ? (int)value : (power << Fine) + (int)((value >> (power - Fine)) & ((1 << Fine) - 1));
    }

    private static double Middle(int index)
    {
        if (index < 1 << Fine) return index;
        var (power, part) = (index >> Fine, index & ((1 << Fine) - 1));
        return Math.Pow(2, power) * (1 + ((part + 0.5) / (1 << Fine)));
    }
}
