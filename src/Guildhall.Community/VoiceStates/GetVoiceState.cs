using Guildhall.Community.Edge;
using Guildhall.Community.Guild;

namespace Guildhall.Community.VoiceStates;

/// <summary>GET /guilds/{guild_id}/voice-states/@me and …/{user_id}: where somebody is, for those who see the channel.</summary>
public static class GetVoiceState
{
    public static void Map(ApiRoutes api)
    {
        api.Get("/guilds/{guild_id}/voice-states/@me", request => Handle(request, request.Caller.User));
        api.Get("/guilds/{guild_id}/voice-states/{user_id}", request => Handle(request, request.Id<UserId>("user_id")));
    }

    public sealed record Command(UserId User, Caller Caller) : IGuildCommand<VoiceStatePayload>
    {
        public ValueTask<Result<VoiceStatePayload>> Run(GuildTurn turn) => ValueTask.FromResult(Decide(turn));

        private Result<VoiceStatePayload> Decide(GuildTurn turn)
        {
            var entry = turn.State.Enter(Caller, Permissions.None, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (turn.State.Voice.Of(User) is not { } seat || !turn.State.Channels.TryGetValue(seat.Channel, out var channel)) return new Failure.UnknownVoiceState();
            if (User != Caller.User && !turn.State.MayView(channel, entry.Value!.Member)) return new Failure.UnknownVoiceState();
            return seat.Shown(turn.State);
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request, UserId user)
    {
        var guild = request.Id<GuildId>("guild_id");
        if (request.Failure is { } invalid) return invalid;
        var found = await request.House.Guilds.Ask(guild, new Command(user, request.Caller), request.Cancel);
        return ApiAnswer.Of(found, PayloadJson.Default.VoiceStatePayload);
    }
}
