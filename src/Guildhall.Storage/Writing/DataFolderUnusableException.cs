namespace Guildhall.Storage.Writing;

/// <summary>The data folder cannot be written: missing rights, a read-only or full disk, or a file that is no database.</summary>
public sealed class DataFolderUnusableException(string dataFolder, string reason, Exception? inner = null)
    : Exception($"The data folder {dataFolder} cannot be used: {reason}", inner);
