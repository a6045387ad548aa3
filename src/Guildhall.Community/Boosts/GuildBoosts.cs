using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.Boosts;

/// <summary>
/// GET, PUT and DELETE /guilds/{guild_id}/premium/subscriptions: who boosts the guild (by user id upwards), one more boost of one's own, and the newest of
/// one's own taken back. Boosts cost nothing; each member has a few to give in every guild.
/// </summary>
public static class GuildBoosts
{
    private const int PageMax = 1_000;

    public static void Map(ApiRoutes api)
    {
        const string Path = "/guilds/{guild_id}/premium/subscriptions";
        // Each boost may say so in the system channel: few at a time, given and taken back together.
        var own = RouteOptions.Per(10, 60, "own-boosts") with { PeopleOnly = true };
        api.Get(Path, HandleList, RouteOptions.Per(10, 10));
        api.Put(Path, HandleGive, own);
        api.Delete(Path, HandleTakeBack, own);
    }

    /// <summary>A page of those who boost, for every member to see.</summary>
    public sealed record List(UserId? After, int Limit, Caller Caller) : IGuildCommand<IReadOnlyList<BoosterRecord>>
    {
        public ValueTask<Result<IReadOnlyList<BoosterRecord>>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<IReadOnlyList<BoosterRecord>>>(entry.Failure);
            var page = turn.State.Documents.Of(BoosterRecord.Kind).Values
                .Where(booster => After is null || booster.UserId.Number > After.Value.Number)
                .OrderBy(booster => booster.UserId.Number)
                .Take(Limit)
                .ToArray();
            return ValueTask.FromResult(new Result<IReadOnlyList<BoosterRecord>>(page));
        }
    }

    /// <summary>One more boost; refused to those who may only look.</summary>
    public sealed record Give(Caller Caller) : IGuildCommand<BoosterRecord>
    {
        public ValueTask<Result<BoosterRecord>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<BoosterRecord> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var member = entry.Value!.Member;
            if (member.IsSilent(turn.Now)) return new Failure.MissingPermissions();
            var given = BoostChanges.Of(turn.State, member.User)?.Since.Count ?? 0;
            if (given >= Limits.BoostsPerMember) return new Failure.TooManyBoosts(Limits.BoostsPerMember);
            return BoostChanges.Give(turn, member);
        }
    }

    public sealed record TakeBack(Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            return BoostChanges.TakeBack(turn, entry.Value!.Member) ? Nothing.Value : new Failure.UnknownBoost();
        }
    }

    private static async ValueTask<ApiAnswer> HandleList(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var after = request.QueryId<UserId>("after");
        var limit = request.QueryInt("limit", PageMax, 1, PageMax);
        if (request.Failure is { } invalid) return invalid;
        var boosters = await request.House.Guilds.Ask(guild, new List(after, limit, request.Caller), request.Cancel);
        return ApiAnswer.Of(boosters, BoostJson.Default.IReadOnlyListBoosterRecord);
    }

    private static async ValueTask<ApiAnswer> HandleGive(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Give(request.Caller), request.Cancel), BoostJson.Default.BoosterRecord);
    }

    private static async ValueTask<ApiAnswer> HandleTakeBack(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new TakeBack(request.Caller), request.Cancel));
    }
}
