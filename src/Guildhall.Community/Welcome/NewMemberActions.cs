using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;
using Guildhall.Storage.Guilds;

namespace Guildhall.Community.Welcome;

/// <summary>
/// GET /guilds/{guild_id}/new-member-actions: what the caller has done of the guide. POST /guilds/{guild_id}/new-member-action/{channel_id}:
/// one of them is done.
/// </summary>
public static class NewMemberActions
{
    /// <summary>Bits of a member's flags.</summary>
    private const int Started = 1 << 5;
    private const int Completed = 1 << 6;

    public static void Map(ApiRoutes api)
    {
        var limit = new RouteOptions { PeopleOnly = true };
        api.Get("/guilds/{guild_id}/new-member-actions", HandleGet, limit);
        api.Post("/guilds/{guild_id}/new-member-action/{channel_id}", HandleDone, limit);
    }

    /// <summary>The caller's progress; null while there is no guide.</summary>
    public sealed record Found(ActionsProgressPayload? Progress);

    public sealed record Get(Caller Caller) : IGuildCommand<Found>
    {
        public ValueTask<Result<Found>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return ValueTask.FromResult<Result<Found>>(entry.Failure);
            var guide = NewMemberWelcome.Of(turn.State);
            return ValueTask.FromResult<Result<Found>>(new Found(guide is { Enabled: true } ? Progress(turn, guide, entry.Value!.Member) : null));
        }
    }

    public sealed record Done(ChannelId Channel, Caller Caller) : IGuildCommand<ActionsProgressPayload>
    {
        public ValueTask<Result<ActionsProgressPayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<ActionsProgressPayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var before = entry.Value!.Member;
            if (NewMemberWelcome.Of(turn.State) is not { Enabled: true } guide || guide.NewMemberActions.All(action => action.ChannelId != Channel))
                return new Failure.UnknownChannel();
            var done = (before.DoneActions ?? []).Append(Channel).Distinct().ToArray();
            var isComplete = guide.NewMemberActions.All(action => done.Contains(action.ChannelId));
            var after = before with { DoneActions = done, Flags = before.Flags | Started | (isComplete ? Completed : 0) };
            turn.Put(after);
            if (after.Flags != before.Flags)
            {
                turn.Log("GUILD_MEMBER_UPDATE", LogFacts.User(after.User));
                MemberEvents.Updated(turn, after);
            }

            return Progress(turn, guide, after);
        }
    }

    private static ActionsProgressPayload Progress(GuildTurn turn, NewMemberWelcomePayload guide, MemberRow member) => new(
        turn.GuildId,
        member.User,
        guide.NewMemberActions.DistinctBy(action => action.ChannelId)
            .ToDictionary(action => action.ChannelId.ToString(), action => new ActionProgressPayload(member.DoneActions?.Contains(action.ChannelId) == true)));

    private static async ValueTask<ApiAnswer> HandleGet(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Get(request.Caller), request.Cancel);
        if (!found.IsOk) return found.Failure;
        return found.Value!.Progress is { } progress ? ApiAnswer.Json(progress, WelcomeJson.Default.ActionsProgressPayload) : ApiAnswer.NoContent;
    }

    private static async ValueTask<ApiAnswer> HandleDone(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Done(channel, request.Caller), request.Cancel), WelcomeJson.Default.ActionsProgressPayload);
    }
}
