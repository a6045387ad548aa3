using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Moderation;
using Guildhall.Community.Roles;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>PATCH /guilds/{guild_id}/members/{user_id}: nickname, roles, timeout and flags, each with a permission of its own.</summary>
public static class UpdateMember
{
    public static void Map(ApiRoutes api) => api.Patch("/guilds/{guild_id}/members/{user_id}", Handle, RouteOptions.Per(10, 10));

    /// <summary>What the request says; absent fields are left as they are.</summary>
    public sealed record Fields
    {
        public Optional<string?> Nick { get; init; }

        public Optional<IReadOnlyList<RoleId>> Roles { get; init; }

        public Optional<DateTimeOffset?> TimedOutUntil { get; init; }

        public Optional<int> Flags { get; init; }

        /// <summary>What is about voice.</summary>
        public VoiceStates.MoveMember Voice { get; init; } = new();
    }

    public sealed record Command(UserId User, Fields Fields, Caller Caller) : IGuildCommand<MemberPayload>
    {
        public ValueTask<Result<MemberPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<MemberPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var acting = entry.Value!;
            if (!turn.State.Members.TryGetValue(User, out var before)) return new Failure.UnknownMember();
            if (!MayChange(acting, before)) return new Failure.MissingPermissions();
            var roles = before.Roles;
            if (Fields.Roles.IsPresent)
            {
                var decided = MemberRoles.Decide(acting, before, Fields.Roles.Value);
                if (!decided.IsOk) return decided.Failure;
                roles = decided.Value!;
            }

            if (Fields.Voice.Refuse(turn, acting, before) is { } refused) return refused;
            var flags = (before.Flags & ~MemberFlags.BypassesVerification) | (Fields.Flags.Value & MemberFlags.BypassesVerification);
            var after = before with
            {
                Nick = Fields.Nick.Or(before.Nick),
                Roles = MemberRoles.Differs(before, roles) ? roles : before.Roles,
                Temporary = before.Temporary && roles.Count == 0,
                TimedOutUntil = Fields.TimedOutUntil.Or(before.TimedOutUntil),
                Flags = Fields.Flags.IsPresent ? flags : before.Flags,
                Pending = before.Pending && (!Fields.Flags.IsPresent || (flags & MemberFlags.BypassesVerification) == 0),
            };
            after = Fields.Voice.ApplyTo(after);
            MemberChanges.Apply(turn, Caller, before, after);
            Fields.Voice.Apply(turn, Caller, before, after);
            return turn.State.Shown(after);
        }

        private bool MayChange(ActingMember acting, MemberRow target)
        {
            if (Fields.Nick.IsPresent && !MemberChanges.MayRename(acting, target)) return false;
            if (Fields.Roles.IsPresent && !acting.Has(Permissions.ManageRoles)) return false;
            if (Fields.TimedOutUntil.IsPresent && !(acting.Has(Permissions.ModerateMembers) && acting.MayTimeOut(target))) return false;
            return !Fields.Flags.IsPresent
                || acting.Has(Permissions.ManageGuild)
                || acting.Has(Permissions.ManageRoles)
                || acting.Has(Permissions.ModerateMembers | Permissions.KickMembers | Permissions.BanMembers);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var user = request.Id<UserId>("user_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var fields = Read(form.Value!, request.House.Time.GetUtcNow());
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        var updated = await request.House.Guilds.Ask(guild, new Command(user, fields, request.Caller), request.Cancel);
        return ApiAnswer.Of(updated, PayloadJson.Default.MemberPayload);
    }

    private static Fields Read(Form form, DateTimeOffset now)
    {
        var until = form.Moment("communication_disabled_until");
        if (until.Value > now.AddDays(Limits.TimeoutMaxDays).AddMinutes(1))
            form.Error("communication_disabled_until", "DATE_TIME_TYPE_MAX", $"A timeout may last {Limits.TimeoutMaxDays} days at most.");
        var mute = form.FlagOrAbsent("mute");
        var deaf = form.FlagOrAbsent("deaf");
        var voice = form.Id<ChannelId>("channel_id");
        return new Fields
        {
            Nick = MemberChanges.ReadNick(form),
            Roles = form.Ids<RoleId>("roles", Limits.RolesPerGuild),
            TimedOutUntil = until,
            Flags = form.IntOrAbsent("flags", 0, int.MaxValue),
            Voice = new VoiceStates.MoveMember { Mute = mute, Deaf = deaf, Channel = voice },
        };
    }
}
