using System.Text.Json;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Applications.Entitlements;
using Guildhall.Community.Guild;
using Guildhall.Community.User;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Interactions;

/// <summary>
/// An interaction for an application, at its bot's actor: it goes to the one shard that serves the guild (direct messages: the first), or to
/// the application's own address. Nobody else gets it.
/// </summary>
/// <param name="Interaction">As the application sees it, but for the entitlements, which are kept here.</param>
/// <param name="House">The actor that opened it.</param>
/// <param name="User">Who invoked it.</param>
/// <param name="ToEndpoint">True for the application's own address.</param>
public sealed record DeliverInteraction(InteractionPayload Interaction, GuildId House, UserId User, bool ToEndpoint) : IUserCommand
{
    public async ValueTask RunOn(UserTurn turn)
    {
        var all = await UserDocuments.Of(turn, EntitlementDocuments.Entitlement);
        var shown = all.Count == 0 ? Interaction : Interaction with { Entitlements = [.. all.Values.Where(one => Counts(one, turn.Now)).OrderBy(one => one.Id.Number)] };
        var body = JsonSerializer.SerializeToUtf8Bytes(shown, InteractionEventJson.Default.InteractionPayload);
        if (ToEndpoint)
        {
            if (!turn.Services.Outbox.TryAdd(new OutgoingInteraction(shown.Id, shown.ApplicationId, shown.Token, body))) Undelivered(turn);
            return;
        }

        SessionRef[] sessions = [.. turn.State.Sessions.Where(Serves).Select(open => open.Session.Session)];
        if (sessions.Length == 0)
        {
            Undelivered(turn);
            return;
        }

        var dispatch = new RelayEvent(DispatchCatalogue.InteractionCreate.Name, Intents.None, body);
        turn.Effect(cancel => turn.Services.Relay.Send(sessions, dispatch, cancel));
    }

    private void Undelivered(UserTurn turn) => turn.TellGuild(House, new InteractionUndelivered(Interaction.Id));

    private bool Serves(OpenSession open) => Interaction.GuildId is { } guild ? open.Serves(guild) : open.ShardId == 0;

    private bool Counts(EntitlementPayload one, DateTimeOffset now) =>
        !one.Deleted && !one.Consumed && !(one.EndsAt <= now)
        && (one.GuildId is { } guild ? guild == Interaction.GuildId : one.UserId == User);
}

/// <summary>Nobody is there to take an interaction: the person need not wait.</summary>
public sealed record InteractionUndelivered(InteractionId Interaction) : IGuildCommand, IAlsoInPrivate
{
    public ValueTask RunOn(GuildTurn turn)
    {
        if (turn.Interactions.Withdraw(Interaction) is { } lost) InteractionEvents.Failed(turn, lost, InteractionEvents.Unknown);
        return ValueTask.CompletedTask;
    }
}
