namespace Guildhall.Gateway.Sessions;

/// <summary>
/// Rows that wait to be flushed, first in first out. In a crowd every row and every socket is another place in memory that no cache has:
/// those whose turn comes soon are fetched while the ones before them are written. Belongs to one loop.
/// </summary>
internal sealed class FlushQueue
{
    // A row comes from memory while the ones before it are written, and only then is it known where its socket is.
    private const int RowsAhead = 12;
    private const int SocketsAhead = 6;
    private SessionRow?[] _rows = new SessionRow?[64];
    private int _first;

    public int Count { get; private set; }

    public void Enqueue(SessionRow row)
    {
        if (Count == _rows.Length) Grow();
        _rows[(_first + Count++) & (_rows.Length - 1)] = row;
    }

    /// <summary>Takes the first row; null when there is none.</summary>
    public SessionRow? Dequeue()
    {
        if (Count == 0) return null;
        ref var first = ref _rows[_first];
        var row = first;
        first = null;
        _first = (_first + 1) & (_rows.Length - 1);
        Count--;
        if (Count > RowsAhead) Cache.Fetch(_rows[(_first + RowsAhead) & (_rows.Length - 1)], SessionRow.Bytes);
        if (Count > SocketsAhead) Cache.Fetch(_rows[(_first + SocketsAhead) & (_rows.Length - 1)]!.Socket, Cache.Line * 2);
        return row;
    }

    private void Grow()
    {
        var grown = new SessionRow?[_rows.Length * 2];
        for (var i = 0; i < Count; i++) grown[i] = _rows[(_first + i) & (_rows.Length - 1)];
        (_rows, _first) = (grown, 0);
    }
}
