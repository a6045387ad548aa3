using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Moderation;

/// <summary>POST /guilds/{guild_id}/bulk-ban: up to 200 users at once, for who may BAN_MEMBERS and MANAGE_GUILD.</summary>
public static class BulkBan
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/bulk-ban", Handle, RouteOptions.Per(5, 10));

    /// <summary>Who was banned, and whose files are left to delete.</summary>
    public sealed record Outcome(IReadOnlyList<UserId> Banned, IReadOnlyList<PurgedFiles> Files);

    public sealed record Command(IReadOnlyList<UserPayload> Targets, int DeleteSeconds, Caller Caller) : IGuildCommand<Outcome>
    {
        public async ValueTask<Result<Outcome>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.BanMembers | Permissions.ManageGuild, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var targets = Targets
                .Where(target => !turn.State.Bans.ContainsKey(target.Id) && Bans.Refuse(entry.Value!, target.Id) is null)
                .ToArray();
            if (targets.Length == 0) return new Failure.BulkBanFailed();
            var messages = await AuthorPurge.Find(turn, [.. targets.Select(target => target.Id)], DeleteSeconds);
            foreach (var target in targets) Bans.Apply(turn, Caller, target);
            return new Outcome([.. targets.Select(target => target.Id)], AuthorPurge.Apply(turn, messages));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var users = form.Value!.Ids<UserId>("user_ids", Limits.BulkBanUsers);
        if (!users.IsPresent || (users.Value.Count == 0 && form.Value.Failure is null)) form.Value.Required("user_ids");
        var seconds = form.Value.IntOrAbsent("delete_message_seconds", 0, Limits.BanDeleteMessageMaxSeconds).Value;
        if ((request.Failure ?? form.Value.Failure) is { } invalid) return invalid;
        var targets = await request.House.UserRows.Profiles(users.Value, request.Cancel);
        // Waited for, though the caller may leave: the files go after the rows.
        var outcome = await request.House.Guilds.Ask(guild, new Command(targets, seconds, request.Caller), CancellationToken.None);
        if (!outcome.IsOk) return outcome.Failure;
        await AuthorPurge.DeleteFiles(request.House, outcome.Value!.Files);
        var banned = outcome.Value.Banned;
        return ApiAnswer.Json(new BulkBanPayload(banned, [.. users.Value.Except(banned)]), BanJson.Default.BulkBanPayload);
    }
}
