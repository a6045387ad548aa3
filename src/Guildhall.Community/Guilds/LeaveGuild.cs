using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Members;

namespace Guildhall.Community.Guilds;

/// <summary>DELETE /users/@me/guilds/{guild_id}. An owner hands the guild over or deletes it instead.</summary>
public static class LeaveGuild
{
    public static void Map(ApiRoutes api) => api.Delete("/users/@me/guilds/{guild_id}", Handle, RouteOptions.Per(10, 10));

    public sealed record Command(Caller Caller) : IGuildCommand<Nothing>
    {
        public ValueTask<Result<Nothing>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<Nothing> Decide(GuildTurn turn)
        {
            if (!turn.State.Members.TryGetValue(Caller.User, out var member)) return new Failure.UnknownGuild();
            if (turn.State.Guild.OwnerId == Caller.User) return new Failure.OwnerCannotLeave();
            MemberDeparture.Apply(turn, member);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(guild, new Command(request.Caller), request.Cancel));
    }
}
