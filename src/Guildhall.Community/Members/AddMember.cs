using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.OAuth;
using Guildhall.Community.Roles;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Members;

/// <summary>
/// PUT /guilds/{guild_id}/members/{user_id}: a bot brings a user in who let it, by the user's OAuth2 token with the scope guilds.join. A user who is a
/// member already is 204.
/// </summary>
public static class AddMember
{
    private const int TokenMax = 10_240;

    public static void Map(ApiRoutes api) => api.Put("/guilds/{guild_id}/members/{user_id}", Handle, RouteOptions.Per(10, 10));

    /// <summary>What the newcomer is given at once; each takes the bot a permission of its own.</summary>
    public sealed record Welcome(string? Nick, IReadOnlyList<RoleId> Roles, bool Mute, bool Deaf, int Flags)
    {
        internal Permissions Needed =>
            Permissions.CreateInstantInvite
            | (Nick is null ? Permissions.None : Permissions.ManageNicknames)
            | (Roles.Count == 0 ? Permissions.None : Permissions.ManageRoles)
            | (Mute ? Permissions.MuteMembers : Permissions.None)
            | (Deaf ? Permissions.DeafenMembers : Permissions.None)
            | ((Flags & MemberFlags.BypassesVerification) == 0 ? Permissions.None : Permissions.ManageGuild);
    }

    /// <summary>The member as it has come in; null when it was here.</summary>
    public sealed record Arrival(MemberPayload? Member);

    /// <summary>May the caller bring somebody in at all; asked before the token is looked at.</summary>
    public sealed record Check(UserId User, Permissions Needed, Caller Caller) : IGuildCommand<Arrival>
    {
        public ValueTask<Result<Arrival>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Needed, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<Arrival>>(entry.Failure);
            return ValueTask.FromResult<Result<Arrival>>(new Arrival(turn.State.ShownMember(User)));
        }
    }

    public sealed record Command(UserPayload User, Welcome Given, Caller Caller) : IGuildCommand<Arrival>
    {
        public ValueTask<Result<Arrival>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Arrival> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Given.Needed, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Members.ContainsKey(User.Id)) return new Arrival(null);
            if (MemberArrival.Refuse(turn.State, User.Id) is { } refused) return refused;
            var isPassed = (Given.Flags & MemberFlags.BypassesVerification) != 0;
            var isScreened = !isPassed && turn.State.Guild.Features.Contains(Guilds.GuildFeatures.VerificationGate);
            var bare = new MemberRow
            {
                User = User.Id,
                JoinedAt = turn.Now,
                Nick = Given.Nick,
                Mute = Given.Mute,
                Deaf = Given.Deaf,
                Pending = isScreened,
                Flags = isPassed ? MemberFlags.BypassesVerification : 0,
            };
            var roles = MemberRoles.Decide(entry.Value!, bare, Given.Roles);
            if (!roles.IsOk) return roles.Failure;
            MemberArrival.Apply(turn, User, bare with { Roles = roles.Value! });
            return new Arrival(turn.State.ShownMember(User.Id));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var guild = request.Id<GuildId>("guild_id");
        var user = request.Id<UserId>("user_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var form = read.Value!;
        var token = form.RequiredText("access_token", 1, TokenMax);
        var given = new Welcome(
            MemberChanges.ReadNick(form).Value,
            form.Ids<RoleId>("roles", Limits.RolesPerGuild).Value ?? [],
            form.FlagOrAbsent("mute").Value,
            form.FlagOrAbsent("deaf").Value,
            form.IntOrAbsent("flags", 0, int.MaxValue).Value);
        if ((request.Failure ?? form.Failure) is { } invalid) return invalid;
        var allowed = await house.Guilds.Ask(guild, new Check(user, given.Needed, request.Caller), request.Cancel);
        if (!allowed.IsOk) return allowed.Failure;
        if (allowed.Value!.Member is not null) return ApiAnswer.NoContent;
        if (await ConsentToken.Refuse(request, token, user, "guilds.join") is { } refused) return refused;
        if (await house.Directory.Find(user, request.Cancel) is not { } profile) return new Failure.UnknownUser();
        if (await house.GuildRows.CountGuildsOfUser(user, request.Cancel) >= Limits.GuildsPerUser) return new Failure.TooManyGuilds(Limits.GuildsPerUser);
        var added = await house.Guilds.Ask(guild, new Command(profile, given, request.Caller), request.Cancel);
        if (!added.IsOk) return added.Failure;
        return added.Value!.Member is { } member ? ApiAnswer.Json(member, PayloadJson.Default.MemberPayload, 201) : ApiAnswer.NoContent;
    }
}
