using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.ReadStates;

/// <summary>POST /guilds/{guild_id}/ack: the caller has read everything in the guild that it may see.</summary>
public static class AckGuild
{
    public static void Map(ApiRoutes api) => api.Post("/guilds/{guild_id}/ack", Handle, new RouteOptions { PeopleOnly = true, Limit = 10, WindowSeconds = 10 });

    /// <summary>The channels that the caller may see, each with its last message.</summary>
    public sealed record Newest(Caller Caller) : IGuildCommand<IReadOnlyList<AckMessage.Command>>
    {
        public ValueTask<Result<IReadOnlyList<AckMessage.Command>>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<IReadOnlyList<AckMessage.Command>> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            var member = entry.Value!.Member;
            return new Result<IReadOnlyList<AckMessage.Command>>(
            [
                .. turn.State.Channels.Values
                    .Where(channel => channel.LastMessageId is not null && turn.State.MayView(channel, member))
                    .Select(channel => new AckMessage.Command(channel.Id, channel.LastMessageId!.Value, false, 0)),
            ]);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var newest = await request.House.Guilds.Ask(guild, new Newest(request.Caller), request.Cancel);
        if (!newest.IsOk) return newest.Failure;
        foreach (var ack in newest.Value!)
        {
            var read = await request.House.Users.Ask(request.Caller.User, ack, request.Cancel);
            if (!read.IsOk) return read.Failure;
        }

        return ApiAnswer.Json(new AckAnswer(null), ReadStateJson.Default.AckAnswer);
    }
}
