namespace Guildhall.Voice.Dave;

/// <summary>What all delivery services of a process have done. Safe from any thread.</summary>
public sealed class DaveFigures
{
    private long _epochs, _unusedCommits, _refused, _recoveries, _newGroups, _downgrades, _transitions, _transitionMs;

    /// <summary>Epochs begun.</summary>
    public long Epochs => Interlocked.Read(ref _epochs);

    /// <summary>Commits that came second, or did not hold.</summary>
    public long UnusedCommits => Interlocked.Read(ref _unusedCommits);

    /// <summary>Key packages that were not in order.</summary>
    public long RefusedKeyPackages => Interlocked.Read(ref _refused);

    /// <summary>Members who could not use a commit and were taken out and in again.</summary>
    public long Recoveries => Interlocked.Read(ref _recoveries);

    /// <summary>Groups begun anew.</summary>
    public long NewGroups => Interlocked.Read(ref _newGroups);

    /// <summary>Calls that ceased to be end-to-end encrypted.</summary>
    public long Downgrades => Interlocked.Read(ref _downgrades);

    /// <summary>Transitions that everybody has executed.</summary>
    public long Transitions => Interlocked.Read(ref _transitions);

    /// <summary>Milliseconds from announcement to execution, of all transitions together.</summary>
    public long TransitionMs => Interlocked.Read(ref _transitionMs);

    internal void Epoch() => Interlocked.Increment(ref _epochs);

    internal void CommitUnused() => Interlocked.Increment(ref _unusedCommits);

    internal void KeyPackageRefused() => Interlocked.Increment(ref _refused);

    internal void Recovered() => Interlocked.Increment(ref _recoveries);

    internal void GroupBegun() => Interlocked.Increment(ref _newGroups);

    internal void Downgraded() => Interlocked.Increment(ref _downgrades);

    internal void Transitioned(long milliseconds)
    {
        Interlocked.Increment(ref _transitions);
        Interlocked.Add(ref _transitionMs, milliseconds);
    }
}
