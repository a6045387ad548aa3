using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Invites;

/// <summary>Invites come and go: the row and the event, which only those who manage the invite's channel get.</summary>
internal static class InviteEvents
{
    public static void Create(GuildTurn turn, InviteRow invite)
    {
        turn.Put(invite);
        turn.Log("INVITE_CREATE", LogFacts.Channel(invite.Channel));
        var created = new InviteCreatedPayload
        {
            ChannelId = invite.Channel,
            GuildId = turn.GuildId,
            Code = invite.Code,
            CreatedAt = invite.CreatedAt,
            Inviter = invite.Inviter is { } inviter ? turn.State.Users.GetValueOrDefault(inviter) : null,
            MaxAge = invite.MaxAge,
            MaxUses = invite.MaxUses,
            Temporary = invite.Temporary,
            Uses = invite.Uses,
            TargetType = invite.TargetType,
            TargetUser = invite.TargetUser is { } target ? turn.State.Users.GetValueOrDefault(target) : null,
            RoleIds = invite.Roles,
            ExpiresAt = invite.ExpiresAt,
        };
        turn.TellHolders(
            Permissions.ManageChannels, invite.Channel, DispatchCatalogue.InviteCreate, created, InviteJson.Default.InviteCreatedPayload);
        InviteSweep.Schedule(turn);
    }

    public static void Remove(GuildTurn turn, InviteRow invite)
    {
        turn.RemoveInvite(invite.Code);
        turn.Log("INVITE_DELETE", LogFacts.Channel(invite.Channel));
        turn.TellHolders(
            Permissions.ManageChannels,
            invite.Channel,
            DispatchCatalogue.InviteDelete,
            new InviteDeletedPayload(invite.Channel, turn.GuildId, invite.Code),
            InviteJson.Default.InviteDeletedPayload);
    }
}
