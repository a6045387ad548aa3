using Guildhall.Voice.Media;
using Microsoft.Extensions.Logging;

namespace Guildhall.Voice.Rooms;

/// <summary>What the log tells of a call when the last one has left.</summary>
internal sealed class CallSummary(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private readonly HashSet<UserId> _people = [];
    private readonly HashSet<UserId> _speakers = [];
    private int _peak;
    private bool _wasConnected;
    private long _packetsIn;
    private long _packetsOut;
    private long _repaired;
    private double _lost;

    public void Sat(UserId user, int now)
    {
        if (_people.Count < VoiceLimits.RoomMembers) _people.Add(user);
        _peak = Math.Max(_peak, now);
    }

    public void Connected(int now) => _wasConnected |= now > 0;

    public void Spoke(UserId user)
    {
        if (_speakers.Count < VoiceLimits.RoomMembers) _speakers.Add(user);
    }

    public void Measured(PeerQuality quality)
    {
        _packetsIn += quality.PacketsIn;
        _packetsOut += quality.PacketsOut;
        _repaired += quality.Repaired;
        if (double.IsFinite(quality.LossUp) && quality.LossUp < 1) _lost += quality.PacketsIn * quality.LossUp / (1 - quality.LossUp);
    }

    /// <summary>Writes the line; nothing when nobody has connected.</summary>
    public void Tell(ILogger log, ChannelId channel)
    {
        if (!_wasConnected || !log.IsEnabled(LogLevel.Information)) return;
        var sent = _packetsIn + _lost;
        var minutes = Math.Round(time.GetElapsedTime(_began).TotalMinutes, 1);
        var lossPercent = sent > 0 ? Math.Round(_lost / sent * 100, 2) : 0;
        log.CallEnded(channel, minutes, _people.Count, _peak, _speakers.Count, _packetsIn, _packetsOut, lossPercent, _repaired);
    }
}
