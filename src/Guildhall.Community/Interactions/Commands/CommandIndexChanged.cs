using Guildhall.Community.Guild;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>The commands that may be called in a guild are others now: whoever has the list on screen asks for it again. Bots have no list.</summary>
public sealed record CommandIndexChanged : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        Tell(turn);
        return ValueTask.CompletedTask;
    }

    /// <summary>Tells the guild's people.</summary>
    internal static void Tell(GuildTurn turn)
    {
        var people = turn.Sessions.OfPeople();
        if (people.Count == 0) return;
        var dispatch = GuildTurn.Encoded(
            DispatchCatalogue.GuildApplicationCommandIndexUpdate,
            new CommandIndexChangedPayload(turn.GuildId),
            CommandIndexJson.Default.CommandIndexChangedPayload);
        turn.Effect(cancel => turn.Services.Relay.Send(people, dispatch, cancel));
    }
}
