using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.Members.Lists;
using Guildhall.Community.VoiceStates;
using Guildhall.Protocol;

namespace Guildhall.Community.Handover;

/// <summary>What a guild is in memory alone and its members' clients rely on, for the next run of the server.</summary>
/// <param name="Guild">Whose it is.</param>
/// <param name="Seats">Who is in which voice channel.</param>
/// <param name="Looks">What each session looks at.</param>
public sealed record GuildHandover(GuildId Guild, IReadOnlyList<HandedSeat> Seats, IReadOnlyList<HandedLook> Looks)
{
    /// <summary>What those have missed who do not look; null when there are none.</summary>
    public HandedPassive? Passive { get; init; }

    /// <summary>True when there is nothing that the store does not know.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty => Seats.Count == 0 && Looks.Count == 0 && Passive is null;

    /// <summary>Puts everything back into a guild that has just been loaded.</summary>
    internal void GiveTo(GuildActor actor)
    {
        var state = actor.State!;
        foreach (var (seat, since) in Seats)
        {
            if (!state.Members.ContainsKey(seat.User) || state.FindChannel(seat.Channel) is null) continue;
            state.Voice.Put(seat, since);
            state.Voice.Await(seat.User);
        }

        foreach (var (session, user, look) in Looks)
        {
            if (!state.Members.ContainsKey(user)) continue;
            actor.Looks.Set(session, look);
            // What the lists showed is gone: said again, each is answered with all of its rows.
            if (look.Channels.Count > 0) actor.TellSelfAfter(TimeSpan.Zero, new SubscribeGuild(session, user, new GuildLookChange { Channels = look.Channels }));
        }
    }

    /// <summary>Lets go of what belongs to sessions that have not come along.</summary>
    internal static void Forget(GuildActor actor)
    {
        foreach (var look in actor.Looks.All.ToArray())
        {
            if (actor.Sessions.Find(look.Key) is null) actor.Looks.Forget(look.Key);
        }

        foreach (var seat in actor.State!.Voice.All)
        {
            if (actor.Sessions.Find(seat.Session) is null) actor.TellSelfAfter(TimeSpan.Zero, new SessionGone(seat.Session, seat.User));
        }
    }
}

/// <summary>A seat and since when somebody has been in its channel.</summary>
public sealed record HandedSeat(VoiceSeat Seat, DateTimeOffset Since);

/// <summary>What a session looks at.</summary>
public sealed record HandedLook(SessionRef Session, UserId User, GuildLook Look);

/// <summary>What has changed that passive sessions have not been told: by <see cref="Passive.PassiveFlow"/>.</summary>
public sealed record HandedPassive(IReadOnlyList<ChannelId> Channels, IReadOnlyList<HandedVoice> Voices, IReadOnlyList<ChannelId> Threads, IReadOnlyList<UserId> Presences);

/// <summary>Who has moved in voice, and where it was.</summary>
public sealed record HandedVoice(UserId User, IReadOnlyList<ChannelId> Places);

/// <summary>Asks a guild's actor for what the next run needs. Changes nothing.</summary>
public sealed record TakeGuildHandover : IGuildCommand<GuildHandover>, IAlsoInPrivate
{
    public ValueTask<Result<GuildHandover>> Run(GuildTurn turn) => ValueTask.FromResult<Result<GuildHandover>>(new GuildHandover(
        turn.State.Id,
        [.. turn.State.Voice.All.Select(seat => new HandedSeat(seat, turn.State.Voice.Since(seat.Channel) ?? turn.Now))],
        [.. turn.Looks.All.Where(look => turn.Sessions.Find(look.Key) is not null).Select(look => new HandedLook(look.Key, turn.Sessions.Find(look.Key)!.User, look.Value))])
    {
        Passive = turn.Sessions.Passive.IsAny ? turn.Passive.Picture() : null,
    });
}
