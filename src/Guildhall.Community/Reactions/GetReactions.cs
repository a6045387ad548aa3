using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Reactions;

/// <summary>GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji}: who reacted with it, by user id upwards.</summary>
public static class GetReactions
{
    private const int PageDefault = 25;
    private const int PageMax = 100;
    private const int NormalType = 0;

    public static void Map(ApiRoutes api) => api.Get("/channels/{channel_id}/messages/{message_id}/reactions/{emoji}", Handle);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var path = ReactionPath.Read(request);
        if (!path.IsOk) return path.Failure;
        var (channel, message, emoji) = path.Value;
        var after = request.QueryId<UserId>("after") ?? default;
        var limit = request.QueryInt("limit", PageDefault, 1, PageMax);
        var type = request.QueryInt("type", NormalType, NormalType, 1);
        if (request.Failure is { } invalid) return invalid;
        var house = request.House;
        var found = await house.Guilds.Ask(channel, new GetMessage.Command(channel, message, request.Caller), request.Cancel);
        if (!found.IsOk) return found.Failure;
        var users = type == NormalType && found.Value!.HasReactions
            ? await house.Messages.ReactionUsers(channel, message, emoji.Key, after, limit, request.Cancel)
            : [];
        if (users.Count == 0 && emoji.IsCustom && after.Number == 0 && type == NormalType) return new Failure.UnknownReactionEmoji();
        var profiles = await house.Directory.Get(users, request.Cancel);
        return ApiAnswer.Json<IReadOnlyList<UserPayload>>([.. users.Select(id => profiles[id])], PayloadJson.Default.IReadOnlyListUserPayload);
    }
}
