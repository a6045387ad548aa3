namespace Guildhall.Community.VoiceStates;

/// <summary>Who is where in a guild's voice channels. In memory alone: kept by a planned restart, emptied by any other.</summary>
public sealed class VoiceSeats
{
    private readonly Dictionary<UserId, VoiceSeat> _seats = [];
    private readonly Dictionary<ChannelId, DateTimeOffset> _since = [];

    public IEnumerable<VoiceSeat> All => _seats.Values;

    /// <summary>Where a user is; null when nowhere.</summary>
    public VoiceSeat? Of(UserId user) => _seats.GetValueOrDefault(user);

    public IEnumerable<VoiceSeat> In(ChannelId channel) => _seats.Values.Where(seat => seat.Channel == channel);

    public int Count(ChannelId channel) => _seats.Values.Count(seat => seat.Channel == channel);

    /// <summary>Since when somebody has been in a channel; null when nobody is.</summary>
    public DateTimeOffset? Since(ChannelId channel) => _since.TryGetValue(channel, out var since) ? since : null;

    /// <summary>Seats a user; true when the channel was empty before.</summary>
    internal bool Put(VoiceSeat seat, DateTimeOffset now)
    {
        _seats[seat.User] = seat;
        return _since.TryAdd(seat.Channel, now);
    }

    /// <summary>Takes a user out of a channel; true when nobody is left there.</summary>
    internal bool Remove(VoiceSeat seat)
    {
        if (_seats.GetValueOrDefault(seat.User)?.Channel == seat.Channel) _seats.Remove(seat.User);
        return Count(seat.Channel) == 0 && _since.Remove(seat.Channel);
    }
}
