using Guildhall.Community.Edge;
using Guildhall.Community.User;

namespace Guildhall.Community.ReadStates;

/// <summary>DELETE /channels/{read_state_id}/messages/ack: forgets how far the caller has read a channel.</summary>
public static class DeleteReadState
{
    public static void Map(ApiRoutes api) => api.Delete("/channels/{channel_id}/messages/ack", Handle, new RouteOptions { PeopleOnly = true });

    public sealed record Command(ChannelId Channel) : IUserCommand<Nothing>
    {
        public async ValueTask<Result<Nothing>> Run(UserTurn turn)
        {
            await ReadStateMemory.Remove(turn, Channel);
            return Nothing.Value;
        }
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        if (request.Failure is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Users.Ask(request.Caller.User, new Command(channel), request.Cancel));
    }
}
