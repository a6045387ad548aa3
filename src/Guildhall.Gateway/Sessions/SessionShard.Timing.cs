using Guildhall.Cluster.Figures;
using Guildhall.Gateway.Fanout;

namespace Guildhall.Gateway.Sessions;

/// <summary>How long events take through a shard: two stages of a message's journey, measured by event and not by receiver.</summary>
internal sealed partial class SessionShard
{
    // A socket that went away would be watched for ever.
    private static readonly TimeSpan LongestWatch = TimeSpan.FromSeconds(10);
    private SessionRow? _watched;
    private long _watchedSince;

    /// <summary>An event has its number in every session of an audience. The last of them is watched until its write.</summary>
    private void Numbered(SharedEvent dispatch, Audience members)
    {
        if (dispatch.ArrivedAt == 0) return;
        var now = time.GetTimestamp();
        Stage.Shard.Took(time, dispatch.ArrivedAt, now);
        if (_watched is not null && time.GetElapsedTime(_watchedSince, now) < LongestWatch) return;
        var last = members.Circles is { IsEmpty: false } circles && circles[^1].Rows is { IsEmpty: false } rows ? rows[^1] : null;
        (_watched, _watchedSince) = (last is { Socket.IsBlocked: false, Unsent: > 0 } ? last : null, now);
    }

    private void Written()
    {
        _watched = null;
        Stage.Flush.Took(time, _watchedSince, time.GetTimestamp());
    }
}
