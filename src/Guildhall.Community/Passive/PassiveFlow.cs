using Guildhall.Community.Guild;
using Guildhall.Community.Handover;
using Guildhall.Community.VoiceStates;

namespace Guildhall.Community.Passive;

/// <summary>
/// What passive sessions have missed in a guild: kept while there are any, as the names of what has changed. Channels and voices are
/// told of every now and then by PASSIVE_UPDATE; presences and the counters of threads when a session opens the guild.
/// </summary>
internal sealed class PassiveFlow
{
    /// <summary>From a first change after a quiet time to its PASSIVE_UPDATE.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(2);

    /// <summary>Between two updates of a guild in which much happens.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    /// <summary>Members whose moves in voice are remembered for one update; with more it is sent at once.</summary>
    private const int VoicesPerUpdate = 2_048;

    /// <summary>Of a session that was there before this memory began: it may have missed anything.</summary>
    public const long Unknown = -1;

    private readonly HashSet<ChannelId> _channels = [];
    private readonly Dictionary<UserId, HashSet<ChannelId>> _voices = [];
    private readonly Dictionary<ChannelId, long> _threads = [];
    private readonly Dictionary<UserId, long> _presences = [];
    private DateTimeOffset _lastUpdate = DateTimeOffset.MinValue;
    private bool _isDue;

    /// <summary>Counts what has happened; a passive session remembers when it began to miss.</summary>
    public long Version { get; private set; }

    /// <summary>Channels and public threads with newer messages or pins than the last update told.</summary>
    public IReadOnlyCollection<ChannelId> Channels => _channels;

    /// <summary>Who has come, moved or gone in voice since the last update, and where each was in that time.</summary>
    public IReadOnlyDictionary<UserId, HashSet<ChannelId>> Voices => _voices;

    /// <summary>Begins with the sessions that were there before: with what the run before knew, or else with everything as if it had changed.</summary>
    public void Begin(GuildActor actor, HandedPassive? left)
    {
        if (!actor.Sessions.Passive.IsAny) return;
        var guild = actor.State!;
        _channels.UnionWith(left?.Channels ?? [.. guild.Channels.Keys, .. guild.ActiveThreads.Where(thread => !thread.IsPrivate).Select(thread => thread.Id)]);
        foreach (var (user, places) in left?.Voices ?? []) _voices[user] = [.. places];
        foreach (var parent in left?.Threads ?? [.. guild.ActiveThreads.Select(thread => thread.Parent)]) _threads[parent] = Version;
        if (!PassiveEvents.IsCrowd(guild))
        {
            foreach (var user in left?.Presences ?? [.. guild.Members.Keys]) _presences[user] = Version;
        }

        if (_channels.Count == 0 && _voices.Count == 0) return;
        _isDue = true;
        actor.TellSelfAfter(FirstAfter, new FlushPassive());
    }

    /// <summary>What the next run begins with.</summary>
    public HandedPassive Picture() => new(
        [.. _channels], [.. _voices.Select(moved => new HandedVoice(moved.Key, [.. moved.Value]))], [.. _threads.Keys], [.. _presences.Keys]);

    /// <summary>The last message or pin of a channel has changed.</summary>
    public void ChannelMoved(GuildTurn turn, ChannelId channel)
    {
        if (!IsNeeded(turn)) return;
        _channels.Add(channel);
        Schedule(turn);
    }

    /// <summary>Somebody has come to a voice channel, has left one (<paramref name="from"/>), or speaks otherwise there.</summary>
    public void VoiceMoved(GuildTurn turn, UserId user, VoiceSeat? from)
    {
        if (!IsNeeded(turn)) return;
        if (!_voices.TryGetValue(user, out var places)) _voices[user] = places = [];
        if (from is not null) places.Add(from.Channel);
        if (_voices.Count > VoicesPerUpdate) Flush(turn);
        else Schedule(turn);
    }

    /// <summary>The counters of a thread in a channel have changed.</summary>
    public void ThreadMoved(GuildTurn turn, ChannelId parent)
    {
        if (!IsNeeded(turn)) return;
        if (_threads.Count >= Limits.ChannelsPerGuild && !_threads.ContainsKey(parent))
        {
            foreach (var gone in _threads.Keys.Where(known => !turn.State.Channels.ContainsKey(known)).ToArray()) _threads.Remove(gone);
        }

        _threads[parent] = ++Version;
    }

    /// <summary>A member's presence has changed. In a crowd nobody is told everybody's, so none are kept.</summary>
    public void PresenceMoved(GuildTurn turn, UserId user)
    {
        if (!IsNeeded(turn)) return;
        if (PassiveEvents.IsCrowd(turn.State))
        {
            _presences.Clear();
            return;
        }

        if (_presences.Count >= Limits.LargeThresholdMax && !_presences.ContainsKey(user))
        {
            foreach (var gone in _presences.Keys.Where(known => !turn.State.Members.ContainsKey(known)).ToArray()) _presences.Remove(gone);
        }

        _presences[user] = ++Version;
    }

    /// <summary>The channels whose threads have moved on since a moment.</summary>
    public IEnumerable<ChannelId> ThreadsSince(long version) => _threads.Where(moved => moved.Value > version).Select(moved => moved.Key);

    /// <summary>The users whose presence has changed since a moment.</summary>
    public IEnumerable<UserId> PresencesSince(long version) => _presences.Where(moved => moved.Value > version).Select(moved => moved.Key);

    /// <summary>Tells every passive session what it has missed, each what it may see.</summary>
    public void Flush(GuildTurn turn)
    {
        if (_channels.Count == 0 && _voices.Count == 0) return;
        if (IsNeeded(turn))
        {
            var update = new PassiveUpdate(turn);
            foreach (var group in turn.Sessions.Passive.Groups)
            {
                if (update.For(group.View, group.Form) is { } dispatch) turn.Publish(group.Audience, dispatch);
            }
        }

        _channels.Clear();
        _voices.Clear();
        _lastUpdate = turn.Now;
    }

    /// <summary>The time of an update has come.</summary>
    public void Due(GuildTurn turn)
    {
        _isDue = false;
        Flush(turn);
    }

    // Without anybody who misses something nothing is worth keeping.
    private bool IsNeeded(GuildTurn turn)
    {
        if (turn.Sessions.Passive.IsAny) return true;
        if (_channels.Count > 0) _channels.Clear();
        if (_voices.Count > 0) _voices.Clear();
        if (_threads.Count > 0) _threads.Clear();
        if (_presences.Count > 0) _presences.Clear();
        return false;
    }

    private void Schedule(GuildTurn turn)
    {
        if (_isDue) return;
        _isDue = true;
        var wait = _lastUpdate == DateTimeOffset.MinValue ? FirstAfter : _lastUpdate + Every - turn.Now;
        turn.TellSelfAfter(wait > FirstAfter ? wait : FirstAfter, new FlushPassive());
    }
}

/// <summary>It is time to tell passive sessions what they have missed.</summary>
public sealed record FlushPassive : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        turn.Passive.Due(turn);
        return ValueTask.CompletedTask;
    }
}
