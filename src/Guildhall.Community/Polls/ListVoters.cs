using Guildhall.Community.Edge;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Polls;

/// <summary>GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}: who gave an answer, by user id upwards.</summary>
public static class ListVoters
{
    private const int PageDefault = 25;
    private const int PageMax = 100;

    public static void Map(ApiRoutes api) => api.Get("/channels/{channel_id}/polls/{message_id}/answers/{answer_id}", Handle);

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        var answer = request.Id<MessageId>("answer_id").Number;
        var after = request.QueryId<UserId>("after") ?? default;
        var limit = request.QueryInt("limit", PageDefault, 1, PageMax);
        if (request.Failure is { } invalid) return invalid;
        var house = request.House;
        var found = await house.Guilds.Ask(channel, new GetMessage.Command(channel, message, request.Caller), request.Cancel);
        if (!found.IsOk) return found.Failure;
        if (found.Value!.Extra?.Poll is not { } poll) return new Failure.CannotExpireNonPoll();
        if (poll.Answers.FirstOrDefault(one => (ulong)one.AnswerId == answer) is not { } known)
            return new Failure.InvalidForm([new FieldError("answer_id", "POLL_ANSWER_INVALID", "Unknown answer")]);
        var users = await house.Messages.Polls.Voters(channel, message, known.AnswerId, after, limit, request.Cancel);
        var profiles = await house.Directory.Get(users, request.Cancel);
        return ApiAnswer.Json(new VotersPayload([.. users.Select(user => profiles[user])]), PollJson.Default.VotersPayload);
    }
}
