namespace Guildhall.Storage.Writing;

/// <summary>The data folder was written by a newer version of Guildhall, which this one would damage.</summary>
public sealed class StoreVersionException(string dataFolder, long found, int known)
    : Exception(
        $"The data folder {dataFolder} was written by a newer version of Guildhall (schema {found}; this version knows up to {known}).");
