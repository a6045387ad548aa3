namespace Guildhall.Gateway.Fanout;

/// <summary>
/// The events that the sessions of one shard keep, each once under a number however many sessions hold it. Replay rings are lists
/// of these numbers, so that ten thousand of them mean nothing to the garbage collector. An event leaves with its last holder.
/// </summary>
internal sealed class EventShelf
{
    private Place[] _places = new Place[64];
    private int _firstFree = -1;
    private int _used;
    private uint _newest;
    private uint _second;

    /// <summary>Events on the shelf.</summary>
    public int Count { get; private set; }

    /// <summary>The event of a number that somebody holds.</summary>
    public SharedPayload this[uint number] => _places[number].Payload!;

    /// <summary>Holds an event once more; returns its number and how much it weighs.</summary>
    public uint Hold(SharedPayload payload)
    {
        // A fan-out holds the same event, or one of its two forms, again and again.
        if (_places[_newest].Payload == payload) return HoldAgain(_newest);
        if (_places[_second].Payload == payload)
        {
            (_newest, _second) = (_second, _newest);
            return HoldAgain(_newest);
        }

        if (_places[_newest].Payload is not null) _second = _newest;
        return _newest = Put(payload);
    }

    /// <summary>Lets go of an event; returns its bytes, and those that nobody else shares.</summary>
    public (int Bytes, int PrivateBytes) Release(uint number)
    {
        ref var place = ref _places[number];
        var (bytes, own) = (place.Bytes, place.IsPrivate ? place.Bytes : 0);
        if (--place.Holders == 0)
        {
            place.Payload = null;
            place.Holders = _firstFree;
            _firstFree = (int)number;
            Count--;
        }

        return (bytes, own);
    }

    /// <summary>Holds what somebody holds under a number once more.</summary>
    public uint HoldAgain(uint number)
    {
        _places[number].Holders++;
        return number;
    }

    private uint Put(SharedPayload payload)
    {
        var number = _firstFree;
        if (number >= 0) _firstFree = _places[number].Holders;
        else
        {
            number = _used++;
            if (number == _places.Length) Array.Resize(ref _places, number * 2);
        }

        _places[number] = new Place { Payload = payload, Holders = 1, Bytes = payload.Length, IsPrivate = payload.IsPrivate };
        Count++;
        return (uint)number;
    }

    private struct Place
    {
        public SharedPayload? Payload;

        /// <summary>How many hold it; on a free place the next free one, or -1.</summary>
        public int Holders;
        public int Bytes;
        public bool IsPrivate;
    }
}
