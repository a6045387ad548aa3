using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Invites;

/// <summary>POST /invites/{invite_code}: joins the guild. Whether the invite still works is decided where the guild lives, so the last use goes to one.</summary>
public static class AcceptInvite
{
    public static void Map(ApiRoutes api) =>
        api.Post("/invites/{invite_code}", Handle, RouteOptions.Per(20, 60) with { PeopleOnly = true });

    public sealed record Command(string Code, UserPayload User) : IGuildCommand<InvitePayload>
    {
        public ValueTask<Result<InvitePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<InvitePayload> Decide(GuildTurn turn)
        {
            var guild = turn.State;
            if (InviteLookup.Find(guild, Code, turn.Now) is not { } invite) return new Failure.UnknownInvite();
            if (guild.Members.ContainsKey(User.Id)) return InviteView.Public(guild, invite) with { NewMember = false };
            if (MemberArrival.Refuse(guild, User.Id) is { } refused) return refused;
            if (invite.TargetUsers is { } invited && !invited.Contains(User.Id)) return new Failure.MissingAccess();
            if (guild.Guild.Features.Contains(Guilds.GuildFeatures.InvitesDisabled) || Incidents.IncidentActions.StopsInvites(guild.Guild, turn.Now)) return new Failure.MissingAccess();
            var answer = InviteView.Public(guild, invite) with { NewMember = true };
            Use(turn, invite);
            RoleId[] roles = [.. (invite.Roles ?? []).Where(guild.Roles.ContainsKey)];
            var isScreened = guild.Guild.Features.Contains(Guilds.GuildFeatures.VerificationGate);
            MemberArrival.Apply(turn, User, new MemberRow { User = User.Id, JoinedAt = turn.Now, Temporary = invite.Temporary && roles.Length == 0, Pending = isScreened, Roles = roles });
            return isScreened ? answer with { ShowVerificationForm = true } : answer;
        }

        private static void Use(GuildTurn turn, InviteRow invite)
        {
            var used = invite with { Uses = invite.Uses + 1 };
            if (!turn.State.Invites.ContainsKey(invite.Code))
            {
                var vanity = Vanity.VanityDocuments.Of(turn.State)!;
                turn.Put(Vanity.VanityDocuments.Kind, turn.GuildId.Number, vanity with { Uses = vanity.Uses + 1 });
            }
            else if (used.MaxUses > 0 && used.Uses >= used.MaxUses)
            {
                InviteEvents.Remove(turn, invite);
            }
            else
            {
                turn.Put(used);
            }
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var house = request.House;
        var code = request.Text("invite_code");
        if (await house.Directory.Find(request.Caller.User, request.Cancel) is not { } user) return new Failure.Unauthorized();
        if (await house.GuildRows.CountGuildsOfUser(user.Id, request.Cancel) >= Limits.GuildsPerUser)
            return new Failure.TooManyGuilds(Limits.GuildsPerUser);
        return ApiAnswer.Of(await InviteLookup.Ask(request, new Command(code, user)), InviteJson.Default.InvitePayload);
    }
}
