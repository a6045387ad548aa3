namespace Guildhall.Storage.Writing;

/// <summary>
/// The one way to change the store. Writes are taken in order of submission, grouped with whatever else has arrived, and
/// stored in one durable transaction (group commit).
/// </summary>
public interface IStoreWriter
{
    /// <summary>
    /// Submits a write. The task completes after it is durable (fsync). It fails with the store's error when it could not be
    /// stored (a constraint, a full disk), which breaks its lane; a failed write never fails its neighbours of other lanes.
    /// Waits for room when <see cref="Capacity"/> writes are queued.
    /// </summary>
    Task Submit(WriteLane lane, StoreWrite write);

    /// <summary>Writes that may be queued at a time.</summary>
    int Capacity { get; }
}
