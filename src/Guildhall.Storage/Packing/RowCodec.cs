namespace Guildhall.Storage.Packing;

/// <summary>How a row becomes a few bytes and again an equal row.</summary>
public abstract class RowCodec<TRow>
    where TRow : class
{
    /// <summary>Bytes of the longest row that is packed; a longer one is kept as it is.</summary>
    public const int LongestRow = 4_096;

    /// <summary>The number that the row is found by.</summary>
    public abstract ulong IdOf(TRow row);

    /// <summary>Writes a row; false when it does not fit or shows something that the form has no place for.</summary>
    public abstract bool TryWrite(TRow row, ref PackedWriter writer);

    /// <summary>Reads a row back.</summary>
    public abstract TRow Read(ulong id, ref PackedReader reader);
}
