using Microsoft.Data.Sqlite;

namespace Guildhall.Server.Hosting;

/// <summary>Says in one sentence what is wrong with a disk, for the failures that its owner can mend.</summary>
internal static class DiskTrouble
{
    // errno of Linux and macOS, which .NET hands on as the HResult of an IOException.
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    // Result codes of SQLite.
    private const int SqliteReadOnly = 8;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;

    /// <summary>The sentence, or null when the failure is a bug rather than a disk.</summary>
    public static string? Explain(Exception failure, string folder) => failure switch
    {
        UnauthorizedAccessException => $"This user may not write in the data folder {folder}.",
        IOException { HResult: NoSpaceLeft or WindowsDiskFull } => Full(folder),
        IOException { HResult: ReadOnlyFileSystem } => ReadOnly(folder),
        IOException other => $"The data folder {folder} cannot be used: {other.Message.TrimEnd('.')}.",
        SqliteException { SqliteErrorCode: SqliteFull } => Full(folder),
        SqliteException { SqliteErrorCode: SqliteReadOnly } => ReadOnly(folder),
        SqliteException { SqliteErrorCode: SqliteCannotOpen } => $"The database in {folder} cannot be opened; check who owns its files.",
        SqliteException { SqliteErrorCode: SqliteNotADatabase } => $"A file in {folder} has the name of the database but is none.",
        _ => null,
    };

    private static string Full(string folder) => $"The disk of the data folder {folder} is full.";

    private static string ReadOnly(string folder) => $"The data folder {folder} is on a read-only disk.";
}
