using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Guilds;

/// <summary>GET /users/@me/guilds: the caller's guilds by id upwards, each as the guild itself tells it.</summary>
public static class ListOwnGuilds
{
    private const int PageMax = 200;

    /// <summary>Guilds asked at a time.</summary>
    private const int AskedAtOnce = 16;

    public static void Map(ApiRoutes api) => api.Get("/users/@me/guilds", Handle, RouteOptions.Per(10, 10) with { Scope = "guilds" });

    /// <summary>What a guild tells one of its members about itself.</summary>
    public sealed record Command(bool WithCounts, Caller Caller) : IGuildCommand<MyGuildPayload>
    {
        public ValueTask<Result<MyGuildPayload>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<MyGuildPayload>>(entry.Failure);
            var guild = turn.State.Guild;
            return ValueTask.FromResult<Result<MyGuildPayload>>(new MyGuildPayload
            {
                Id = guild.Id,
                Name = guild.Name,
                Icon = guild.Icon,
                Banner = guild.Banner,
                Owner = guild.OwnerId == Caller.User,
                Permissions = entry.Value!.Held,
                Features = guild.Features,
                ApproximateMemberCount = WithCounts ? turn.State.Members.Count : null,
                ApproximatePresenceCount = WithCounts ? turn.State.Presences.Count : null,
            });
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var before = request.QueryId<GuildId>("before");
        var after = request.QueryId<GuildId>("after");
        var limit = request.QueryInt("limit", PageMax, 1, PageMax);
        var command = new Command(request.QueryFlag("with_counts"), request.Caller);
        if (request.Failure is { } invalid) return invalid;
        var ids = Page(await request.House.GuildRows.GuildsOfUser(request.Caller.User, request.Cancel), before, after, limit);
        List<MyGuildPayload> shown = new(ids.Length);
        foreach (var some in ids.Chunk(AskedAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(id => request.House.Guilds.Ask(id, command, request.Cancel).AsTask()));
            // A guild that was left or deleted since the list was read is no longer the caller's.
            shown.AddRange(answers.Where(answer => answer.IsOk).Select(answer => answer.Value!));
        }

        return ApiAnswer.Json(shown, GuildJson.Default.IReadOnlyListMyGuildPayload);
    }

    private static GuildId[] Page(IReadOnlyList<GuildId> all, GuildId? before, GuildId? after, int limit)
    {
        var wanted = all
            .Where(id => (before is null || id.Number < before.Value.Number) && (after is null || id.Number > after.Value.Number))
            .OrderBy(id => id.Number);
        return [.. before is not null && after is null ? wanted.TakeLast(limit) : wanted.Take(limit)];
    }
}
