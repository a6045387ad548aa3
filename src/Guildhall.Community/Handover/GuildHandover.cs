using Guildhall.Community.Guild;
using Guildhall.Community.VoiceStates;
using Guildhall.Protocol;

namespace Guildhall.Community.Handover;

/// <summary>What a guild is in memory alone and its members' clients rely on, for the next run of the server.</summary>
/// <param name="Guild">Whose it is.</param>
/// <param name="Seats">Who is in which voice channel.</param>
public sealed record GuildHandover(GuildId Guild, IReadOnlyList<HandedSeat> Seats)
{
    /// <summary>True when there is nothing that the store does not know.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty => Seats.Count == 0;

    /// <summary>Puts everything back into a guild that has just been loaded.</summary>
    internal void GiveTo(GuildState state)
    {
        foreach (var (seat, since) in Seats)
        {
            if (state.Members.ContainsKey(seat.User) && state.FindChannel(seat.Channel) is not null) state.Voice.Put(seat, since);
        }
    }
}

/// <summary>A seat and since when somebody has been in its channel.</summary>
public sealed record HandedSeat(VoiceSeat Seat, DateTimeOffset Since);

/// <summary>Asks a guild's actor for what the next run needs. Changes nothing.</summary>
public sealed record TakeGuildHandover : IGuildCommand<GuildHandover>, IAlsoInPrivate
{
    public ValueTask<Result<GuildHandover>> Run(GuildTurn turn) => ValueTask.FromResult<Result<GuildHandover>>(new GuildHandover(
        turn.State.Id,
        [.. turn.State.Voice.All.Select(seat => new HandedSeat(seat, turn.State.Voice.Since(seat.Channel) ?? turn.Now))]));
}
