using Guildhall.Cluster.Relay;
using Guildhall.Community.Passive;

namespace Guildhall.Community.Guild;

/// <summary>How events reach those who look at the guild, and those of its sessions that do not.</summary>
public sealed partial class GuildTurn
{
    private List<Action>? _afterViews;

    internal PassiveFlow Passive => _actor.Passive;

    /// <summary>An encoded event for everybody in the guild.</summary>
    public void PublishToAll(RelayEvent dispatch)
    {
        Publish(AudienceId.Everyone(GuildId), dispatch);
        if (!Sessions.Passive.IsAny) return;
        if (!PassiveEvents.IsWithheld(dispatch.Name, State))
        {
            Publish(AudienceId.Passive(GuildId), dispatch);
            return;
        }

        // Of oneself one is told in any case.
        if (dispatch.Self == default || Sessions.PassiveOf(dispatch.Self) is not { Count: > 0 } own) return;
        Effect(cancel => Services.Relay.Send(own, dispatch, cancel));
    }

    /// <summary>An event for the passive sessions that see a channel once the views of this turn have moved.</summary>
    internal void PublishToPassiveViewers(ChannelId channel, RelayEvent dispatch, UserId except = default)
    {
        AudienceId[] audiences = [];
        (_afterViews ??= []).Add(() => audiences = Sessions.Passive.Seeing(channel));
        Effect(async cancel =>
        {
            foreach (var audience in audiences) await Services.Relay.PublishExcept(audience, except, dispatch, cancel);
        });
    }

    private void TellPassive(ChannelId channel, RelayEvent dispatch, UserId except = default)
    {
        if (!Sessions.Passive.IsAny) return;
        if (!PassiveEvents.IsWithheld(dispatch.Name, State)) PublishToPassiveViewers(channel, dispatch, except);
        else if (dispatch.Name == DispatchCatalogue.MessageCreate.Name || dispatch.Name == DispatchCatalogue.ChannelPinsUpdate.Name) Passive.ChannelMoved(this, channel);
    }

    private void TellPassive(GuildThread thread, RelayEvent dispatch, UserId except)
    {
        if (!Sessions.Passive.IsAny) return;
        var isWithheld = PassiveEvents.IsWithheld(dispatch.Name, State);
        // A private thread's sessions are named one by one.
        if (!isWithheld && !thread.IsPrivate) PublishToPassiveViewers(thread.Parent, dispatch, except);
        if (!isWithheld || dispatch.MayBeDropped) return;
        Passive.ThreadMoved(this, thread.Parent);
        if (!thread.IsPrivate && dispatch.Name == DispatchCatalogue.MessageCreate.Name) Passive.ChannelMoved(this, thread.Id);
        if (dispatch.Self != default && Sessions.PassiveOf(dispatch.Self) is { Count: > 0 } own) Effect(cancel => Services.Relay.Send(own, dispatch, cancel));
    }
}
