using System.Diagnostics.Metrics;

namespace Guildhall.Server.Figures;

/// <summary>
/// How long each garbage collection stopped the process. An object without a reference is finalized by the first collection that
/// finds it, which notes the collection and leaves another such object: no events, no thread, nothing between collections.
/// </summary>
internal sealed class GcPauses : IDisposable
{
    private readonly Histogram<double> _pauses;
    private volatile bool _isOver;
    private long _lastIndex;

    public GcPauses(Meter meter)
    {
        _pauses = meter.CreateHistogram<double>("guildhall.gc.pause.duration", "s", "How long a garbage collection stopped the process");
        Watch();
    }

    public void Dispose() => _isOver = true;

    private void Watch() => _ = new Sentinel(this);

    private void Note()
    {
        if (_isOver) return;
        var last = GC.GetGCMemoryInfo(GCKind.Any);
        if (last.Index != _lastIndex)
        {
            _lastIndex = last.Index;
            foreach (var pause in last.PauseDurations)
            {
                if (pause > TimeSpan.Zero) _pauses.Record(pause.TotalSeconds);
            }
        }

        Watch();
    }

    private sealed class Sentinel(GcPauses pauses)
    {
        ~Sentinel() => pauses.Note();
    }
}
