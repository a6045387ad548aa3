namespace Guildhall.Server.Hosting;

/// <summary>Whether this process wants new traffic: from the moment it serves until it drains.</summary>
public sealed class Readiness
{
    private volatile bool _isReady;

    public bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }
}
