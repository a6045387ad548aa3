using Guildhall.Protocol;

namespace Guildhall.Community.Guild;

/// <summary>Whose view of the channels a turn may have changed: nobody's, some users', or everybody's.</summary>
internal sealed class ViewChange
{
    private HashSet<UserId>? _users;
    private List<ChannelPayload>? _deleted;
    private Dictionary<ChannelId, ChannelPayload>? _before;
    private bool _everybody;

    public static ViewChange None => new();

    public bool IsAny => _everybody || _users is not null;

    /// <summary>True when it is everybody's.</summary>
    public bool IsEverybody => _everybody;

    /// <summary>The users to look at again; null for everybody.</summary>
    public IReadOnlyCollection<UserId>? Users => _everybody ? null : _users;

    /// <summary>Channels that are gone, as they were: CHANNEL_DELETE shows them.</summary>
    public IReadOnlyList<ChannelPayload> DeletedChannels => _deleted ?? [];

    /// <summary>True when what a user may do may have changed.</summary>
    public bool MayConcern(UserId user) => _everybody || _users?.Contains(user) == true;

    public void Everybody() => _everybody = true;

    /// <summary>Who may view a channel has changed; <paramref name="before"/> is how those saw it who lose it now. Null for a new one.</summary>
    public void Viewers(ChannelPayload? before)
    {
        if (before is not null) (_before ??= []).TryAdd(before.Id, before);
        _everybody = true;
    }

    /// <summary>The channel as it was before its viewers changed; null when they did not.</summary>
    public ChannelPayload? Before(ChannelId channel) => _before?.GetValueOrDefault(channel);

    public void User(UserId user) => (_users ??= []).Add(user);

    public void Deleted(ChannelPayload channel)
    {
        (_deleted ??= []).Add(channel);
        _everybody = true;
    }
}
