using System.Collections;
using Guildhall.Protocol;

namespace Guildhall.Storage.Packing;

/// <summary>Rows of users as a store has read them, in a table that whoever begins with them takes over.</summary>
internal sealed class LoadedRows<TRow>(RowDictionary<UserId, TRow> table) : IReadOnlyCollection<TRow>
    where TRow : class
{
    public RowDictionary<UserId, TRow> Table => table;

    public int Count => table.Count;

    public IEnumerator<TRow> GetEnumerator() => table.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The way from a snapshot's rows to a table.</summary>
public static class LoadedRows
{
    /// <summary>The table that was loaded, or a new one of these rows.</summary>
    public static RowDictionary<UserId, TRow> TableOf<TRow>(IEnumerable<TRow> rows, RowCodec<TRow> codec)
        where TRow : class =>
        rows is LoadedRows<TRow> loaded ? loaded.Table : new RowDictionary<UserId, TRow>(codec, rows);
}
