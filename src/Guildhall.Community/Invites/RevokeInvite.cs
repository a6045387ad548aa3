using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;

namespace Guildhall.Community.Invites;

/// <summary>DELETE /invites/{invite_code}: by who manages its channel or the guild, or by who made it.</summary>
public static class RevokeInvite
{
    public static void Map(ApiRoutes api) => api.Delete("/invites/{invite_code}", Handle, RouteOptions.Per(20, 10));

    public sealed record Command(string Code, Caller Caller) : IGuildCommand<InvitePayload>
    {
        public ValueTask<Result<InvitePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<InvitePayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            if (!guild.Invites.TryGetValue(Code, out var invite) || InviteView.HasExpired(invite, turn.Now)) return new Failure.UnknownInvite();
            var entry = guild.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var inChannel = guild.Channels.TryGetValue(invite.Channel, out var channel)
                ? guild.PermissionsIn(channel, entry.Value!.Member, turn.Now)
                : Permissions.None;
            if (!inChannel.Has(Permissions.ManageChannels) && !entry.Value!.Has(Permissions.ManageGuild) && invite.Inviter != Caller.User)
                return new Failure.MissingPermissions();
            var shown = InviteView.Public(guild, invite);
            InviteEvents.Remove(turn, invite);
            turn.Audit(AuditAction.InviteDelete, Caller, null, Reversed(CreateInvite.Changes(invite)));
            return shown;
        }

        private static IReadOnlyList<AuditChange> Reversed(IReadOnlyList<AuditChange> changes) =>
            [.. changes.Select(change => change with { OldValue = change.NewValue, NewValue = null })];
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var revoked = await InviteLookup.Ask(request, new Command(request.Text("invite_code"), request.Caller));
        return ApiAnswer.Of(revoked, InviteJson.Default.InvitePayload);
    }
}
