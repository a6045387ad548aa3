using System.Text;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Invites;

/// <summary>
/// GET and PUT /invites/{invite_code}/target-users: the only ones who may use an invite, as a list of ids in CSV; GET …/job-status. For who made
/// the invite and who may MANAGE_GUILD; looking also for who may VIEW_AUDIT_LOG.
/// </summary>
public static class TargetUsers
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/invites/{invite_code}/target-users", HandleGet);
        api.Put("/invites/{invite_code}/target-users", HandlePut, RouteOptions.Per(5, 10));
        api.Get("/invites/{invite_code}/target-users/job-status", HandleStatus);
    }

    /// <summary>The list, and when it was set.</summary>
    public sealed record Listed(IReadOnlyList<UserId> Users, DateTimeOffset? SetAt);

    public sealed record Get(string Code, bool IsAboutJob, Caller Caller) : IGuildCommand<Listed>
    {
        public ValueTask<Result<Listed>> Run(GuildTurn turn)
        {
            var found = Enter(turn, Code, Caller, Permissions.ViewAuditLog);
            if (!found.IsOk) return ValueTask.FromResult<Result<Listed>>(found.Failure);
            return ValueTask.FromResult<Result<Listed>>(found.Value!.TargetUsers is { } users
                ? new Listed(users, found.Value.TargetUsersAt)
                : IsAboutJob ? new Failure.UnknownTargetUsersJob() : new Failure.UnknownTargetUsers());
        }
    }

    public sealed record Put(string Code, IReadOnlyList<UserId> Users, Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var found = Enter(turn, Code, Caller, Permissions.None);
            if (!found.IsOk) return ValueTask.FromResult<Result<Nothing>>(found.Failure);
            turn.Put(found.Value! with { TargetUsers = Users, TargetUsersAt = turn.Now });
            return ValueTask.FromResult<Result<Nothing>>(Nothing.Value);
        }
    }

    private static Result<InviteRow> Enter(GuildTurn turn, string code, Caller caller, Permissions orWith)
    {
        if (!turn.State.Invites.TryGetValue(code, out var invite) || InviteView.HasExpired(invite, turn.Now)) return new Failure.UnknownInvite();
        var entry = turn.State.Enter(caller, Permissions.None, turn.Now);
        if (!entry.IsOk) return entry.Failure;
        return invite.Inviter == caller.User || (entry.Value!.Held & (Permissions.ManageGuild | orWith)) != 0 ? invite : new Failure.MissingPermissions();
    }

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var listed = await InviteLookup.Ask(request, new Get(request.Text("invite_code"), IsAboutJob: false, request.Caller));
        if (!listed.IsOk) return listed.Failure;
        var csv = new StringBuilder("Users\n");
        foreach (var user in listed.Value!.Users) csv.Append(user).Append('\n');
        return ApiAnswer.File(Encoding.ASCII.GetBytes(csv.ToString()), "text/csv");
    }

    private static async ValueTask<ApiAnswer> HandlePut(ApiRequest request)
    {
        var read = await InviteForm.Read(request);
        if (!read.IsOk) return read.Failure;
        var form = read.Value!.Fields;
        if (read.Value.Users is null) form.Required("target_users_file");
        if (form.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await InviteLookup.Ask(request, new Put(request.Text("invite_code"), read.Value.Users!, request.Caller)));
    }

    private static async ValueTask<ApiAnswer> HandleStatus(ApiRequest request)
    {
        var listed = await InviteLookup.Ask(request, new Get(request.Text("invite_code"), IsAboutJob: true, request.Caller));
        if (!listed.IsOk) return listed.Failure;
        var (count, at) = (listed.Value!.Users.Count, listed.Value.SetAt);
        return ApiAnswer.Json(new TargetUsersJobPayload(TargetUsersJobPayload.Completed, count, count, at, at), InviteJson.Default.TargetUsersJobPayload);
    }
}
