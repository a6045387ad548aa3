using Guildhall.Protocol;
using Guildhall.Storage.EventLog;

namespace Guildhall.Storage.Writing;

/// <summary>
/// What one decision changes: rows and the log entries that tell of it, stored together or not at all.
/// Writing the same rows twice leaves the same rows.
/// </summary>
public sealed record StoreWrite(IReadOnlyList<RowChange> Changes, IReadOnlyList<LogEntry> Log)
{
    public StoreWrite(params RowChange[] changes)
        : this(changes, [])
    {
    }
}
