using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Pins;

/// <summary>What pinning and unpinning have in common: who may, and who is told.</summary>
internal static class PinAccess
{
    /// <summary>Lets in who holds PIN_MESSAGES, or MANAGE_MESSAGES as it was before that permission existed.</summary>
    public static Result<EnteredChannel> Enter(GuildTurn turn, ChannelId channel, Caller caller)
    {
        var entry = turn.State.Enter(channel, caller, Permissions.ReadMessageHistory, turn.Now);
        if (!entry.IsOk) return entry;
        if (entry.Value!.IsArchived) return new Failure.ThreadArchived();
        return entry.Value!.Has(Permissions.PinMessages) || entry.Value.Has(Permissions.ManageMessages) ? entry : new Failure.MissingPermissions();
    }

    public static void TellPins(GuildTurn turn, ChannelPayload channel) =>
        turn.TellViewers(
            channel.Id,
            DispatchCatalogue.ChannelPinsUpdate,
            new PinsUpdatedPayload(turn.ShownGuild, channel.Id) { LastPinTimestamp = channel.LastPinTimestamp },
            PinJson.Default.PinsUpdatedPayload);

    public static void Audit(GuildTurn turn, AuditAction action, Caller caller, StoredMessage message) =>
        turn.Audit(
            action,
            caller,
            message.Author.ToString(),
            options: new AuditOptions { ChannelId = message.Channel.ToString(), MessageId = message.Id.ToString() });
}
