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

    public sealed record Command(ChannelId Channel, string Code, int MaxAge, int MaxUses, bool Temporary, bool Unique, Caller Caller)
        : IGuildCommand<InvitePayload>
    {
        public ValueTask<Result<InvitePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<InvitePayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.CreateInstantInvite, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (entry.Value!.Channel.Type == ChannelType.GuildCategory) return new Failure.CannotExecuteOnChannelType();
            if (!Unique && turn.State.Invites.Values.FirstOrDefault(invite => IsLike(invite, turn.Now)) is { } like)
                return InviteView.Managed(turn.State, like);
            var ended = turn.State.Invites.Values.Where(invite => InviteView.HasExpired(invite, turn.Now)).ToArray();
            if (turn.State.Invites.Count - ended.Length >= Limits.InvitesPerGuild) return new Failure.TooManyInvites(Limits.InvitesPerGuild);
            foreach (var old in ended) InviteEvents.Remove(turn, old);
            var invite = new InviteRow
            {
                Code = Code,
                Channel = Channel,
                Inviter = Caller.User,
                CreatedAt = turn.Now,
                MaxAge = MaxAge,
                MaxUses = MaxUses,
                Temporary = Temporary,
            };
            InviteEvents.Create(turn, invite);
            turn.Audit(AuditAction.InviteCreate, Caller, null, Changes(invite));
            return InviteView.Managed(turn.State, invite);
        }

        private bool IsLike(InviteRow invite, DateTimeOffset now) =>
            invite.Inviter == Caller.User && invite.Channel == Channel && invite.MaxAge == MaxAge && invite.MaxUses == MaxUses
            && invite.Temporary == Temporary && invite.Uses == 0 && !InviteView.HasExpired(invite, now);
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
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var command = new Command(
            channel,
            InviteCode.New(),
            form.IntOrAbsent("max_age", 0, Limits.InviteMaxAgeSeconds).Or(DefaultMaxAge),
            form.IntOrAbsent("max_uses", 0, Limits.InviteMaxUses).Value,
            form.FlagOrAbsent("temporary").Value,
            form.FlagOrAbsent("unique").Value,
            request.Caller);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, command, request.Cancel), InviteJson.Default.InvitePayload);
    }
}
