namespace Guildhall.Voice.Media;

// Clocks, ticks, and what is counted by them.
public sealed partial class MediaWorker
{
    private const int OpusTicksPerMs = 48;
    private const double BusyShare = 0.6;
    private const long SecondMs = 1000;

    private readonly long _startedAt;
    private long _batchAt;
    private long _nextTickMs;
    private long _nextSecondMs = SecondMs;
    private long _queuedBytes;
    private long _busyNs;
    private long _cpuAtTickNs;
    private long _tickAtMs;
    private double _share;
    private int _sliceAt;
    private long _secondIn;
    private long _secondOut;
    private long _secondCpuNs;
    private long _lastIn;
    private long _lastOut;
    private double _lastShare;
    private int _peerCount;
    private int _roomCount;

    public long NowMs { get; private set; }

    public WorkerLoad Load => new(
        Volatile.Read(ref _peerCount), Volatile.Read(ref _roomCount), Volatile.Read(ref _lastIn), Volatile.Read(ref _lastOut), Volatile.Read(ref _lastShare));

    private void Begin()
    {
        if (_queue.Count == 0 || _batchAt == 0) _batchAt = _time.GetTimestamp();
        NowMs = (long)_time.GetElapsedTime(_startedAt).TotalMilliseconds + 1;
    }

    // When the thread has much to do, packets wait a little for others to the same receiver; else they leave at once.
    private bool IsTimeToSend() =>
        _share < BusyShare || _queue.Count >= VoiceLimits.WorkerSendSlots / 2 || _time.GetElapsedTime(_queuedAt) >= VoiceLimits.Gathering;

    private TimeSpan UntilNext()
    {
        if (_queue.Count == 0) return TimeSpan.FromMilliseconds(Math.Max(0, _nextTickMs - NowMs));
        var left = VoiceLimits.Gathering - _time.GetElapsedTime(_queuedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Tick()
    {
        _nextTickMs = NowMs + (long)VoiceLimits.WorkerTick.TotalMilliseconds;
        Measure();
        WatchSpeech();
        LookAtPeers();
        if (NowMs >= _nextSecondMs) CountSecond();
        _rtc?.Tick(NowMs);
    }

    private void Measure()
    {
        var cpuNs = ThreadClock.CpuNs(_busyNs);
        var passedMs = NowMs - _tickAtMs;
        if (passedMs > 0) _share += (Math.Min(1, (cpuNs - _cpuAtTickNs) / (passedMs * 1e6)) - _share) / 4;
        _cpuAtTickNs = cpuNs;
        _tickAtMs = NowMs;
        Figures.Note(_port.Overflowed, cpuNs);
    }

    private void CountSecond()
    {
        var passedMs = NowMs - (_nextSecondMs - SecondMs);
        _nextSecondMs = NowMs + SecondMs;
        _proofs = 0;
        _discoveries = 0;
        Volatile.Write(ref _lastIn, (Figures.PacketsIn - _secondIn) * SecondMs / passedMs);
        Volatile.Write(ref _lastOut, (Figures.PacketsOut - _secondOut) * SecondMs / passedMs);
        Volatile.Write(ref _lastShare, (Figures.CpuNs - _secondCpuNs) / (passedMs * 1e6));
        Volatile.Write(ref _peerCount, _peers.Count);
        Volatile.Write(ref _roomCount, _rooms.Count);
        _secondIn = Figures.PacketsIn;
        _secondOut = Figures.PacketsOut;
        _secondCpuNs = Figures.CpuNs;
    }

    // Each peer is looked at once in a period, a slice of them with each tick.
    private void LookAtPeers()
    {
        if (_peers.Count == 0) return;
        var slices = (int)(VoiceLimits.QualityPeriod / VoiceLimits.WorkerTick);
        _sliceAt = (_sliceAt + 1) % slices;
        for (var index = _sliceAt; index < _peers.Count; index += slices) LookAt(_peers[index]);
    }

    private void LookAt(MediaPeer peer)
    {
        if (NowMs - peer.LastHeardMs <= (long)VoiceLimits.PeerSilence.TotalMilliseconds) peer.IsLost = false;
        else if (!peer.IsLost) peer.IsLost = Tell(new WorkerEvent(WorkerEventKind.Lost, peer.Id));
        if (peer.IsBrowser || !peer.HasAddress) return;
        var (packetsIn, packetsOut) = (peer.PacketsIn - peer.PacketsInTold, peer.PacketsOut - peer.PacketsOutTold);
        (peer.PacketsInTold, peer.PacketsOutTold) = (peer.PacketsIn, peer.PacketsOut);
        var arrivals = peer.Speech.Arrivals;
        Measured(peer, new PeerQuality(peer.Speech.Arrivals.TakeLoss(), double.NaN, arrivals.Jitter / OpusTicksPerMs, double.NaN, packetsIn, packetsOut, 0));
    }
}
