namespace Guildhall.Community.Members.Lists;

/// <summary>One step by which a client's list becomes the server's. Steps are applied in order, each to the rows that the one before left.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Index">The row, or the first of several.</param>
/// <param name="Last">The last row of a range; equal to <paramref name="Index"/> for one.</param>
/// <param name="Rows">What stands there then; empty for those that only take away.</param>
internal readonly record struct ListOp(ListOpKind Kind, int Index, int Last, ListRow[] Rows)
{
    public static ListOp Sync(ListRange range, ListRow[] rows) => new(ListOpKind.Sync, range.First, range.Last, rows);

    public static ListOp Invalidate(ListRange range) => new(ListOpKind.Invalidate, range.First, range.Last, []);

    public static ListOp Insert(int index, ListRow row) => new(ListOpKind.Insert, index, index, [row]);

    public static ListOp Update(int index, ListRow row) => new(ListOpKind.Update, index, index, [row]);

    public static ListOp Delete(int index) => new(ListOpKind.Delete, index, index, []);
}

/// <summary>What a step does.</summary>
internal enum ListOpKind
{
    Sync,
    Insert,
    Update,
    Delete,
    Invalidate,
}
