namespace Guildhall.Community.Edge.Admission;

/// <summary>
/// A request's place among those that are being served. Given back when it is answered, or taken back when it takes long: a slow
/// upload or a caller that reads slowly waits for the network and keeps nobody else out.
/// </summary>
internal sealed class Admission(AdmissionGate gate, long since) : IDisposable
{
    private int _isOver;

    /// <summary>When it was admitted, in the clock's timestamps.</summary>
    public long Since => since;

    public bool IsOver => Volatile.Read(ref _isOver) != 0;

    public void Dispose()
    {
        if (TryEnd()) gate.Left();
    }

    /// <summary>True for the one who ends it.</summary>
    internal bool TryEnd() => Interlocked.Exchange(ref _isOver, 1) == 0;
}
