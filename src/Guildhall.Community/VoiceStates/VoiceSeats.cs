using Guildhall.Community.Calls;

namespace Guildhall.Community.VoiceStates;

/// <summary>Who is where in a guild's voice channels. In memory alone: kept by a planned restart, emptied by any other.</summary>
public sealed class VoiceSeats
{
    private readonly Dictionary<UserId, VoiceSeat> _seats = [];
    private readonly Dictionary<ChannelId, DateTimeOffset> _since = [];
    private readonly Dictionary<UserId, RoomSeat> _told = [];
    private readonly Dictionary<UserId, DateTimeOffset> _looks = [];
    private readonly Dictionary<UserId, DateTimeOffset> _silent = [];
    private readonly HashSet<UserId> _watched = [];
    private readonly Dictionary<UserId, (DateTimeOffset Since, int Count)> _repeats = [];
    private readonly HashSet<UserId> _returning = [];

    public bool IsEmpty => _seats.Count == 0;

    public IEnumerable<VoiceSeat> All => _seats.Values;

    /// <summary>Where a user is; null when nowhere.</summary>
    public VoiceSeat? Of(UserId user) => _seats.GetValueOrDefault(user);

    public IEnumerable<VoiceSeat> In(ChannelId channel) => _seats.Values.Where(seat => seat.Channel == channel);

    public int Count(ChannelId channel) => _seats.Values.Count(seat => seat.Channel == channel);

    /// <summary>Since when somebody has been in a channel; null when nobody is.</summary>
    public DateTimeOffset? Since(ChannelId channel) => _since.TryGetValue(channel, out var since) ? since : null;

    /// <summary>A user's seat as its room knows it; null when no room does.</summary>
    internal RoomSeat? Told(UserId user) => _told.GetValueOrDefault(user);

    internal void Tell(RoomSeat seat) => _told[seat.User] = seat;

    internal void TellNoMore(UserId user) => _told.Remove(user);

    /// <summary>Remembers that a user's rights are to be looked at again at a moment; false when it was known.</summary>
    internal bool LooksAgain(UserId user, DateTimeOffset at)
    {
        if (_looks.TryGetValue(user, out var known) && known == at) return false;
        _looks[user] = at;
        return true;
    }

    /// <summary>Since when a seated user has not been heard; null for who is heard.</summary>
    internal DateTimeOffset? SilentSince(UserId user) => _silent.TryGetValue(user, out var since) ? since : null;

    /// <summary>Remembers since when a seated user is silent; null for who is heard.</summary>
    internal void Heard(UserId user, DateTimeOffset? silentSince)
    {
        if (silentSince is { } since) _silent[user] = since;
        else _silent.Remove(user);
    }

    /// <summary>False when somebody looks after the user already.</summary>
    internal bool BeginWatch(UserId user) => _watched.Add(user);

    internal void EndWatch(UserId user) => _watched.Remove(user);

    /// <summary>True when a user may be answered who asks for what it has already; takes one of those answers.</summary>
    internal bool MayRepeat(UserId user, DateTimeOffset now)
    {
        var (since, count) = _repeats.GetValueOrDefault(user);
        if (now - since >= Limits.VoiceRepeatWindow) (since, count) = (now, 0);
        if (count >= Limits.VoiceRepeatsPerWindow) return false;
        _repeats[user] = (since, count + 1);
        return true;
    }

    /// <summary>Remembers that a user sat here before a planned restart, and may come back by another session than before.</summary>
    internal void Await(UserId user) => _returning.Add(user);

    /// <summary>True, once, for who sat here before a planned restart.</summary>
    internal bool TakeReturn(UserId user) => _returning.Remove(user);

    /// <summary>The time to come back by another session is over.</summary>
    internal void AwaitNobody() => _returning.Clear();

    /// <summary>Seats a user; true when the channel was empty before.</summary>
    internal bool Put(VoiceSeat seat, DateTimeOffset now)
    {
        _seats[seat.User] = seat;
        return _since.TryAdd(seat.Channel, now);
    }

    /// <summary>Takes a user out of a channel; true when nobody is left there.</summary>
    internal bool Remove(VoiceSeat seat)
    {
        if (_seats.GetValueOrDefault(seat.User)?.Channel == seat.Channel) Forget(seat.User);
        return Count(seat.Channel) == 0 && _since.Remove(seat.Channel);
    }

    private void Forget(UserId user)
    {
        _seats.Remove(user);
        _looks.Remove(user);
        _silent.Remove(user);
        _repeats.Remove(user);
        _returning.Remove(user);
    }
}
