using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Moderation;

/// <summary>PUT /guilds/{guild_id}/bans/{user_id}: keeps a user out, and may delete what it wrote in the last seven days.</summary>
public static class BanMember
{
    private const int SecondsPerDay = 86_400;

    public static void Map(ApiRoutes api) => api.Put("/guilds/{guild_id}/bans/{user_id}", Handle, RouteOptions.Per(10, 10));

    /// <summary>Whose files are left to delete.</summary>
    public sealed record Banned(IReadOnlyList<PurgedFiles> Files);

    public sealed record Command(UserPayload Target, int DeleteSeconds, Caller Caller) : IGuildCommand<Banned>
    {
        public async ValueTask<Result<Banned>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.BanMembers, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (Bans.Refuse(entry.Value!, Target.Id) is { } refused) return refused;
            var messages = await AuthorPurge.Find(turn, [Target.Id], DeleteSeconds);
            Bans.Apply(turn, Caller, Target);
            return new Banned(AuthorPurge.Apply(turn, messages));
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var user = request.Id<UserId>("user_id");
        var form = await request.ReadForm();
        if (!form.IsOk) return form.Failure;
        var seconds = ReadDeleteSeconds(form.Value!);
        if ((request.Failure ?? form.Value!.Failure) is { } invalid) return invalid;
        if (await request.House.Directory.Find(user, request.Cancel) is not { } target) return new Failure.UnknownUser();
        // Waited for, though the caller may leave: the files go after the rows.
        var banned = await request.House.Guilds.Ask(guild, new Command(target, seconds, request.Caller), CancellationToken.None);
        if (banned.IsOk) await AuthorPurge.DeleteFiles(request.House, banned.Value!.Files);
        return ApiAnswer.Of(banned);
    }

    /// <summary>How far back messages go with the ban: delete_message_seconds, or the older delete_message_days.</summary>
    internal static int ReadDeleteSeconds(Form form)
    {
        var days = form.IntOrAbsent("delete_message_days", 0, Limits.BanDeleteMessageMaxSeconds / SecondsPerDay);
        return form.IntOrAbsent("delete_message_seconds", 0, Limits.BanDeleteMessageMaxSeconds).Or(days.Value * SecondsPerDay);
    }
}
