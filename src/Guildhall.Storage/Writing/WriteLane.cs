namespace Guildhall.Storage.Writing;

/// <summary>
/// The writes of one activation of an actor, in order. When one is not stored, those behind it were decided on a state that
/// does not exist: the lane is broken, and every later write in it fails without touching the store.
/// </summary>
public sealed class WriteLane
{
    private volatile bool _isBroken;

    public bool IsBroken => _isBroken;

    /// <summary>Called by the store when a write of the lane has failed.</summary>
    public void Break() => _isBroken = true;
}
