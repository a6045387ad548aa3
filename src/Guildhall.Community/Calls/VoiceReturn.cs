using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;
using Guildhall.Community.VoiceStates;

namespace Guildhall.Community.Calls;

/// <summary>
/// How bots keep their seats over a planned restart although their library did not resume: those that find the port closed for a moment
/// give their session up and begin another, and they wait to be told where to connect. So the first new session of a bot is given the
/// seat of the one before. Who comes back by op 6 has the old one; people's clients ask for themselves.
/// </summary>
internal static class VoiceReturn
{
    /// <summary>For how long after a restart seats are given to new sessions.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>A session has come: it gets what its bot had before the restart, as if it had asked for it.</summary>
    public static void Connected(GuildTurn turn, ConnectedSession session)
    {
        if (!session.IsBot || turn.State.Voice.Of(session.User) is not { } seat || seat.Session == session.Session) return;
        if (turn.State.Voice.TakeReturn(session.User)) VoiceMoves.Seat(turn, seat with { Session = session.Session }, isGuess: true);
    }
}

/// <summary>Whoever comes back from now on has to ask.</summary>
public sealed record EndVoiceReturn : IGuildCommand, IAlsoInPrivate
{
    public ValueTask RunOn(GuildTurn turn)
    {
        turn.State.Voice.AwaitNobody();
        return ValueTask.CompletedTask;
    }
}
