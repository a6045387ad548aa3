using System.Diagnostics.CodeAnalysis;

namespace Guildhall.Voice.Media;

/// <summary>
/// A bounded queue without locks, for many writers and one reader (D. Vyukov's: each cell says by a turn number whose it is).
/// A full queue refuses.
/// </summary>
internal sealed class BoundedRing<T>
{
    private readonly Cell[] _cells;
    private readonly int _mask;
    private long _writeAt;
    private long _readAt;

    /// <param name="size">A power of two.</param>
    public BoundedRing(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(System.Numerics.BitOperations.PopCount((uint)size), 1, nameof(size));
        _cells = new Cell[size];
        _mask = size - 1;
        for (var index = 0; index < size; index++) _cells[index].Turn = index;
    }

    public bool TryWrite(in T item)
    {
        while (true)
        {
            var at = Volatile.Read(ref _writeAt);
            ref var cell = ref _cells[at & _mask];
            var turn = Volatile.Read(ref cell.Turn);
            if (turn < at) return false;
            if (turn > at || Interlocked.CompareExchange(ref _writeAt, at + 1, at) != at) continue;
            cell.Item = item;
            Volatile.Write(ref cell.Turn, at + 1);
            return true;
        }
    }

    /// <summary>For one reader at a time.</summary>
    public bool TryRead([MaybeNullWhen(false)] out T item)
    {
        ref var cell = ref _cells[_readAt & _mask];
        if (Volatile.Read(ref cell.Turn) != _readAt + 1)
        {
            item = default;
            return false;
        }
        item = cell.Item;
        cell.Item = default!;
        Volatile.Write(ref cell.Turn, _readAt + _mask + 1);
        Volatile.Write(ref _readAt, _readAt + 1);
        return true;
    }

    /// <summary>Something can be read, as far as the reader knows.</summary>
    public bool HasItems => Volatile.Read(ref _cells[_readAt & _mask].Turn) == _readAt + 1;

    private struct Cell
    {
        public long Turn;
        public T Item;
    }
}
