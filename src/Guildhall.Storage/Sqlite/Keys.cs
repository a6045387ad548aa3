namespace Guildhall.Storage.Sqlite;

/// <summary>Ids as the signed numbers of the store.</summary>
internal static class Keys
{
    /// <summary>
    /// An id to compare with: one that a client made up may be greater than any real id, and stays above them all.
    /// </summary>
    public static long Of(ulong id) => id > long.MaxValue ? long.MaxValue : (long)id;
}
