using Guildhall.Cluster.Relay;
using Guildhall.Community.User;

namespace Guildhall.Community.PrivateChannels;

/// <summary>
/// Something of a private channel, or of the user alone, for the user's own sessions. A bot has the events of its private channels
/// on its first shard.
/// </summary>
public sealed record DeliverPrivate(RelayEvent Event, bool PeopleOnly) : IUserCommand
{
    public ValueTask RunOn(UserTurn turn)
    {
        SessionRef[] sessions =
        [
            .. turn.State.Sessions
                .Where(open => open.Session.IsBot ? !PeopleOnly && open.ShardId == 0 : true)
                .Select(open => open.Session.Session),
        ];
        if (sessions.Length > 0) turn.Effect(cancel => turn.Services.Relay.Send(sessions, Event, cancel));
        return ValueTask.CompletedTask;
    }
}
