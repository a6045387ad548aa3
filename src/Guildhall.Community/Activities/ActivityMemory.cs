using Guildhall.Community.Guild;

namespace Guildhall.Community.Activities;

/// <summary>
/// The activities that run in a guild, or in a private channel: one instance for each application and channel. People come by launching, and
/// are in one at a time here; who has no session here any more is out, and an instance without people has ended. Nothing is stored.
/// </summary>
internal sealed class ActivityMemory
{
    /// <summary>Instances at a time.</summary>
    public const int Capacity = 1_024;

    /// <summary>People in one instance.</summary>
    public const int UsersPerInstance = 1_024;

    private readonly Dictionary<(ApplicationId Application, ChannelId Channel), ActivityInstance> _instances = [];
    private readonly Dictionary<UserId, ActivityInstance> _places = [];

    /// <summary>True when none runs. Also asked by others than the actor.</summary>
    public bool IsEmpty => _instances.Count == 0;

    /// <summary>A running instance; null when there is none of this number.</summary>
    public ActivityInstance? Find(GuildState state, string id)
    {
        Prune(state);
        return _instances.Values.FirstOrDefault(instance => instance.Id == id);
    }

    /// <summary>True when a launch would find room.</summary>
    public bool HasRoom(ApplicationId application, ChannelId channel) =>
        _instances.TryGetValue((application, channel), out var running) ? running.Users.Count < UsersPerInstance : _instances.Count < Capacity;

    /// <summary>Brings a user into the instance of an application in a channel, which begins with its first. Ask for room before.</summary>
    public ActivityInstance Join(GuildTurn turn, ApplicationId application, ChannelId channel, UserId user)
    {
        if (!_instances.TryGetValue((application, channel), out var instance)) instance = new ActivityInstance(application, turn.NextId(), channel, turn.ShownGuild);
        if (instance.Users.Contains(user)) return instance;
        Leave(user);
        instance.Users.Add(user);
        _instances[(application, channel)] = instance;
        _places[user] = instance;
        return instance;
    }

    /// <summary>Takes a user out of where it is.</summary>
    public void Leave(UserId user)
    {
        if (!_places.Remove(user, out var instance)) return;
        instance.Users.Remove(user);
        if (instance.Users.Count == 0) _instances.Remove((instance.Application, instance.Channel));
    }

    /// <summary>Takes those out who do not see their channel any more.</summary>
    public void Prune(GuildState state)
    {
        foreach (var (user, instance) in _places.ToArray())
        {
            if (state.FindChannel(instance.Channel) is not { } channel || !state.Members.TryGetValue(user, out var member) || !state.MayView(channel, member)) Leave(user);
        }
    }
}
