namespace Guildhall.Storage.Writing;

/// <summary>Another process has the data folder open.</summary>
public sealed class DataFolderBusyException(string dataFolder)
    : Exception($"The data folder {dataFolder} is in use by another Guildhall process.");
