namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>The packets of a stream that have not come: asked for at once, and again at intervals, a few times.</summary>
public sealed class MissingPackets
{
    private readonly Entry[] _entries = new Entry[RtcLimits.MissingPackets];
    private ulong _highest;
    private bool _hasBegun;

    public int Count { get; private set; }

    /// <summary>Notes a packet that came. True when a gap opened that is too large to be filled: only a key frame helps.</summary>
    public bool Take(ulong number)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _highest = number;
            return false;
        }

        if (number <= _highest)
        {
            Remove(number);
            return false;
        }

        var gap = number - _highest - 1;
        var first = _highest + 1;
        _highest = number;
        if (gap == 0) return false;
        if (gap > RtcLimits.LargestGap || Count + (int)gap > _entries.Length)
        {
            Count = 0;
            return true;
        }

        for (var missing = first; missing < number; missing++) _entries[Count++] = new Entry { Number = missing };
        return false;
    }

    /// <summary>Writes the numbers that are to be asked for now, in ascending order; returns how many.</summary>
    public int Due(long nowMs, long intervalMs, Span<ulong> into)
    {
        var due = 0;
        for (var index = 0; index < Count && due < into.Length; index++)
        {
            ref var entry = ref _entries[index];
            if (nowMs < entry.NextMs) continue;
            if (entry.Tries == RtcLimits.MissingTries)
            {
                RemoveAt(index--);
                continue;
            }

            entry.Tries++;
            entry.NextMs = nowMs + intervalMs;
            into[due++] = entry.Number;
        }

        return due;
    }

    /// <summary>Packs ascending numbers into pairs of a NACK; returns how many pairs.</summary>
    public static int Pack(ReadOnlySpan<ulong> numbers, Span<(ushort First, ushort Mask)> pairs)
    {
        var count = 0;
        for (var index = 0; index < numbers.Length && count < pairs.Length;)
        {
            var first = numbers[index++];
            ushort mask = 0;
            while (index < numbers.Length && numbers[index] - first is >= 1 and <= 16) mask |= (ushort)(1 << (int)(numbers[index++] - first - 1));
            pairs[count++] = ((ushort)first, mask);
        }

        return count;
    }

    private void Remove(ulong number)
    {
        for (var index = 0; index < Count; index++)
        {
            if (_entries[index].Number != number) continue;
            RemoveAt(index);
            return;
        }
    }

    // Keeps the order, which the packing needs.
    private void RemoveAt(int index)
    {
        Array.Copy(_entries, index + 1, _entries, index, Count - index - 1);
        Count--;
    }

    private struct Entry
    {
        public ulong Number;
        public long NextMs;
        public int Tries;
    }
}
