using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Invites;

/// <summary>POST /channels/{channel_id}/invites: a code that leads into the guild. Without "unique" a like one of the caller's is given again.</summary>
public static class CreateInvite
{
    private const int DefaultMaxAge = 86_400;

    public static void Map(ApiRoutes api) => api.Post("/channels/{channel_id}/invites", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(ChannelId Channel, InviteRow Wanted, bool Unique, Caller Caller)
        : IGuildCommand<InvitePayload>
    {
        public ValueTask<Result<InvitePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<InvitePayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.CreateInstantInvite, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (entry.Value!.Channel.Type == ChannelType.GuildCategory) return new Failure.CannotExecuteOnChannelType();
            if (RefuseTarget(turn.State) is { } noTarget) return noTarget;
            if (RefuseRoles(turn) is { } tooHigh) return tooHigh;
            if (!Unique && turn.State.Invites.Values.FirstOrDefault(invite => IsLike(invite, turn.Now)) is { } like)
                return InviteView.Managed(turn.State, like);
            var ended = turn.State.Invites.Values.Where(invite => InviteView.HasExpired(invite, turn.Now)).ToArray();
            if (turn.State.Invites.Count - ended.Length >= Limits.InvitesPerGuild) return new Failure.TooManyInvites(Limits.InvitesPerGuild);
            foreach (var old in ended) InviteEvents.Remove(turn, old);
            var invite = Wanted with { CreatedAt = turn.Now, TargetUsersAt = Wanted.TargetUsers is null ? null : turn.Now };
            InviteEvents.Create(turn, invite);
            turn.Audit(AuditAction.InviteCreate, Caller, null, Changes(invite));
            return InviteView.Managed(turn.State, invite);
        }

        private bool IsLike(InviteRow invite, DateTimeOffset now) =>
            Wanted.TargetUsers is null && invite.TargetUsers is null
            && invite with { Code = Wanted.Code, CreatedAt = Wanted.CreatedAt, Roles = null } == Wanted with { Roles = null }
            && (invite.Roles ?? []).SequenceEqual(Wanted.Roles ?? []) && !InviteView.HasExpired(invite, now);

        private Failure.UnknownMember? RefuseTarget(GuildState guild) =>
            Wanted.TargetUser is { } target && !guild.Members.ContainsKey(target) ? new Failure.UnknownMember() : null;

        // Who comes by the invite gets the roles, so they are those that the caller could give by hand.
        private Failure? RefuseRoles(GuildTurn turn)
        {
            if (Wanted.Roles is not { Count: > 0 } roles) return null;
            var acting = turn.State.Enter(Caller, Permissions.ManageRoles, turn.Now);
            if (!acting.IsOk) return acting.Failure;
            foreach (var id in roles)
            {
                if (!turn.State.Roles.TryGetValue(id, out var role)) return new Failure.UnknownRole();
                if (role.Managed || id == turn.State.EveryoneRole) return new Failure.InvalidRole();
                if (!acting.Value!.IsAbove(role)) return new Failure.MissingPermissions();
            }

            return null;
        }
    }

    /// <summary>What the audit log says of a new invite.</summary>
    internal static IReadOnlyList<AuditChange> Changes(InviteRow invite) => AuditChange.List(
        AuditChange.Of("code", null, invite.Code),
        AuditChange.Of("channel_id", null, invite.Channel.ToString()),
        AuditChange.Of("inviter_id", null, invite.Inviter?.ToString()),
        AuditChange.Of<object>("max_uses", null, invite.MaxUses),
        AuditChange.Of<object>("uses", null, invite.Uses),
        AuditChange.Of<object>("max_age", null, invite.MaxAge),
        AuditChange.Of<object>("temporary", null, invite.Temporary));

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var read = await InviteForm.Read(request);
        if (!read.IsOk) return read.Failure;
        var (form, users) = (read.Value!.Fields, read.Value.Users);
        var target = form.NullableInt("target_type", 1, 1).Value;
        var targetUser = form.Id<UserId>("target_user_id").Value;
        if (target is not null && targetUser is null) form.Required("target_user_id");
        var wanted = new InviteRow
        {
            Code = InviteCode.New(),
            Channel = channel,
            Inviter = request.Caller.User,
            CreatedAt = default,
            MaxAge = form.IntOrAbsent("max_age", 0, Limits.InviteMaxAgeSeconds).Or(DefaultMaxAge),
            MaxUses = form.IntOrAbsent("max_uses", 0, Limits.InviteMaxUses).Value,
            Temporary = form.FlagOrAbsent("temporary").Value,
            Roles = form.Ids<RoleId>("role_ids", Limits.RolesPerGuild).Value is { Count: > 0 } roles ? roles : null,
            TargetType = target,
            TargetUser = target is null ? null : targetUser,
            TargetUsers = users,
        };
        var isUnique = form.FlagOrAbsent("unique").Value;
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, wanted, isUnique, request.Caller), request.Cancel), InviteJson.Default.InvitePayload);
    }
}
