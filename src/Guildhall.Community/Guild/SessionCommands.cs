using Guildhall.Cluster.Relay;
using Guildhall.Protocol;

namespace Guildhall.Community.Guild;

/// <summary>A session of a member has come: it gets GUILD_CREATE and is in the audiences of what it may see.</summary>
/// <param name="Session">Its address and rights.</param>
/// <param name="Profile">What its user's actor holds, which the guild then holds too instead of a copy of its own; null when it does not matter.</param>
public sealed record SessionConnected(ConnectedSession Session, UserPayload? Profile = null) : IGuildCommand
{
    public async ValueTask RunOn(GuildTurn turn)
    {
        if (Profile is not null && turn.State.Users.TryGetValue(Profile.Id, out var known) && known == Profile) turn.State.Users[Profile.Id] = Profile;
        turn.Sessions.Connect(turn, Session);
        Members.MemberSeen.Note(turn, Session);
        Calls.VoiceReturn.Connected(turn, Session);
        if (turn.Sessions.TakeEarly(Session.Session) is { } early) await early.RunOn(turn);
    }
}

/// <summary>A session is gone for good. A member by a temporary invite leaves with its last session.</summary>
public sealed record SessionGone(SessionRef Session, UserId User) : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        var wasLast = turn.Sessions.Disconnect(Session);
        turn.Sessions.TakeEarly(Session);
        turn.Looks.Forget(Session);
        if (wasLast) turn.Activities.Leave(User);
        turn.Lists.Forget(Session);
        if (turn.State.Voice.Of(User)?.Session == Session) VoiceStates.VoiceMoves.Leave(turn, User);
        if (wasLast && turn.State.Members.TryGetValue(User, out var member) && member is { Temporary: true, Roles.Count: 0 })
            Members.MemberDeparture.Apply(turn, member);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A member's profile has changed, as the user's actor tells every guild.</summary>
public sealed record ProfileChanged(UserPayload User) : IGuildCommand
{
    public ValueTask RunOn(GuildTurn turn)
    {
        if (!turn.State.Members.TryGetValue(User.Id, out var member)) return ValueTask.CompletedTask;
        turn.State.Users[User.Id] = User;
        turn.Logs.TouchAll();
        turn.Welcome.Changed();
        turn.Lists.MemberChanged(turn.State, User.Id);
        Members.MemberEvents.Updated(turn, member);
        AutoModeration.ProfileCheck.After(turn, User.Id);
        return ValueTask.CompletedTask;
    }
}
