using Guildhall.Storage.Writing;

namespace Guildhall.Storage.EventLog;

/// <summary>Moves a consumer's cursor, in the same transaction as what the consumer has derived.</summary>
public sealed record PutCursor(string Consumer, long Position) : RowChange;
