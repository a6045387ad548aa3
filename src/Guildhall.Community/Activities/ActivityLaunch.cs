using Guildhall.Community.Guild;
using Guildhall.Community.User;

namespace Guildhall.Community.Activities;

/// <summary>
/// Brings people into activities, for those who answer an interaction with it; and out again when their last session here is gone. Somebody
/// without a session is in none: what such a person launches ends at once.
/// </summary>
internal static class ActivityLaunch
{
    /// <summary>Private channels whose activities one user is in at a time; more are left at once.</summary>
    public const int PrivateAtATime = 64;

    /// <summary>Why a user may not launch an application's activity in a channel; null when it may.</summary>
    public static Failure? Refuse(GuildTurn turn, ChannelId channel, UserId user, ApplicationId application)
    {
        if (turn.State.FindChannel(channel) is not { } place) return new Failure.UnknownChannel();
        if (!turn.State.Members.TryGetValue(user, out var member)) return new Failure.MissingAccess();
        if ((turn.State.PermissionsIn(place, member, turn.Now) & Permissions.UseEmbeddedActivities) == 0) return new Failure.MissingPermissions();
        return turn.Activities.HasRoom(application, channel) ? null : new Failure.Overloaded();
    }

    /// <summary>The number of the instance that a user is in now. Ask <see cref="Refuse"/> before.</summary>
    public static string Launch(GuildTurn turn, ChannelId channel, UserId user, ApplicationId application)
    {
        var instance = turn.Activities.Join(turn, application, channel, user);
        // Guilds know whose sessions are with them; private channels ask the user's actor to tell.
        if (turn.State.IsPrivate) turn.TellUserActor(user, new Watch(turn.GuildId));
        else if (turn.Sessions.Of(user).Count == 0) turn.Activities.Leave(user);
        return instance.Id;
    }

    /// <summary>Asks a user's actor to tell a private channel when the user has no session any more; at once when it has none.</summary>
    internal sealed record Watch(GuildId House) : IUserCommand
    {
        public ValueTask RunOn(UserTurn turn)
        {
            var watching = turn.State.Activities ??= [];
            if (turn.State.Sessions.Count == 0 || (watching.Count >= PrivateAtATime && !watching.Contains(House))) turn.TellGuild(House, new Left(turn.State.Id));
            else watching.Add(House);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A user has no session any more.</summary>
    internal sealed record Left(UserId User) : IGuildCommand, IAlsoInPrivate
    {
        public ValueTask RunOn(GuildTurn turn)
        {
            turn.Activities.Leave(User);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>After a session was closed: tells those who asked when it was the last.</summary>
    public static void Closed(UserTurn turn)
    {
        if (turn.State.Sessions.Count > 0) return;
        foreach (var house in turn.State.Activities ?? []) turn.TellGuild(house, new Left(turn.State.Id));
        turn.State.Activities = null;
    }
}
