namespace Guildhall.Cluster.Memory;

/// <summary>
/// Tables with a place for each session grow by a quarter where they would double: of a table that has just doubled half is empty,
/// and there are several of them.
/// </summary>
public static class GentleGrowth
{
    /// <summary>Below this a table doubles as ever.</summary>
    private const int SmallTable = 1_024;

    /// <summary>As the indexer.</summary>
    public static void Put<TKey, TValue>(this Dictionary<TKey, TValue> table, TKey key, TValue value)
        where TKey : notnull
    {
        MakeRoom(table);
        table[key] = value;
    }

    /// <summary>As TryAdd.</summary>
    public static bool TryPut<TKey, TValue>(this Dictionary<TKey, TValue> table, TKey key, TValue value)
        where TKey : notnull
    {
        MakeRoom(table);
        return table.TryAdd(key, value);
    }

    // A place that was given back is used again before the table grows, which Count does not tell: then it grows a little early.
    private static void MakeRoom<TKey, TValue>(Dictionary<TKey, TValue> table)
        where TKey : notnull
    {
        if (table.Count == table.Capacity && table.Count >= SmallTable) table.EnsureCapacity(table.Count + (table.Count / 4));
    }
}
