using Guildhall.Cluster.Relay;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Passive;

/// <summary>The messages that reach passive sessions though they do not look: those that mention them, and their own user's.</summary>
internal static class PassiveMentions
{
    /// <summary>Sends a new message to the passive sessions that it is for, besides those who look at the channel.</summary>
    public static void Tell(GuildTurn turn, ChannelId channel, MessagePayload message, RelayEvent dispatch)
    {
        if (turn.State.IsPrivate || !turn.Sessions.Passive.IsAny) return;
        var thread = turn.State.Threads.GetValueOrDefault(channel);
        if (message.MentionEveryone && thread is not { IsPrivate: true })
        {
            turn.PublishToPassiveViewers(thread?.Parent ?? channel, dispatch);
            return;
        }

        HashSet<UserId> users = [message.Author.Id, .. message.Mentions.Select(user => user.Id)];
        if (message.MentionRoles.Count > 0 || message.MentionEveryone) users.UnionWith(Holders(turn, message));
        var sessions = turn.Sessions.PassiveOf(users, user => Sees(turn, user, thread, channel));
        if (sessions.Count > 0) turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));
    }

    private static IEnumerable<UserId> Holders(GuildTurn turn, MessagePayload message) => turn.Sessions.ConnectedUsers.Where(user =>
        turn.State.Members.TryGetValue(user, out var member) && (message.MentionEveryone || member.Roles.Any(message.MentionRoles.Contains)));

    private static bool Sees(GuildTurn turn, UserId user, GuildThread? thread, ChannelId channel)
    {
        if (thread is null) return turn.Sessions.Sees(user, channel);
        if (!turn.Sessions.Sees(user, thread.Parent)) return false;
        return !thread.IsPrivate || thread.Members.ContainsKey(user) || turn.Sessions.Manages(user, thread.Parent);
    }
}
