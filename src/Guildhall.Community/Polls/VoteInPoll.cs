using System.Text.Json;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Polls;

/// <summary>PUT /channels/{channel_id}/polls/{message_id}/answers/@me: the caller's answers from now on; none takes the vote back.</summary>
public static class VoteInPoll
{
    private const int AnswersMax = 10;

    public static void Map(ApiRoutes api) =>
        api.Put("/channels/{channel_id}/polls/{message_id}/answers/@me", Handle, RouteOptions.Per(10, 10) with { PeopleOnly = true });

    public sealed record Command(ChannelId Channel, MessageId Message, IReadOnlyList<int> Answers, Caller Caller)
        : IGuildCommand<Nothing>, IAlsoInPrivate, IChannelCommand
    {
        public async ValueTask<Result<Nothing>> Run(GuildTurn turn)
        {
            var entry = turn.State.Enter(Channel, Caller, Permissions.ReadMessageHistory, turn.Now);
            if (!entry.IsOk) return entry.Failure;
            if (await turn.Logs.Find(turn, Channel, Message) is not { } message) return new Failure.UnknownMessage();
            if (message.Extra?.Poll is not { } poll) return new Failure.CannotExpireNonPoll();
            if (PollResults.IsOver(poll, turn.Now)) return new Failure.PollExpired();
            if (entry.Value!.Member.TimedOutUntil > turn.Now && !entry.Value.Has(Permissions.SendMessages)) return new Failure.MissingPermissions();
            if (Answers.Any(id => poll.Answers.All(answer => answer.AnswerId != id))) return Invalid("Unknown answer");
            if (Answers.Count > 1 && !poll.AllowMultiselect) return Invalid("This poll takes one answer.");
            await turn.Settled();
            var tally = await turn.Services.Messages.Polls.Tally(Channel, Message, Caller.User, CancellationToken.None);
            var before = tally.Where(count => count.MeVoted).Select(count => count.Id).ToHashSet();
            foreach (var answer in before.Except(Answers).Order().ToArray())
            {
                turn.Row(new DeletePollVote(Channel, Message, answer, Caller.User));
                Tell(turn, DispatchCatalogue.MessagePollVoteRemove, answer);
            }

            foreach (var answer in Answers.Except(before).Order().ToArray())
            {
                turn.Row(new PutPollVote(Channel, Message, answer, Caller.User));
                Tell(turn, DispatchCatalogue.MessagePollVoteAdd, answer);
            }

            return Nothing.Value;
        }

        private void Tell(GuildTurn turn, GatewayEvent kind, int answer) => turn.TellViewers(
            Channel, kind, new PollVotePayload(Caller.User, Channel, Message, turn.ShownGuild, answer), PollJson.Default.PollVotePayload);

        private static Failure.InvalidForm Invalid(string message) => new([new FieldError("answer_ids", "POLL_ANSWER_INVALID", message)]);
    }

    private static async ValueTask<ApiAnswer> Handle(ApiRequest request)
    {
        var channel = request.Id<ChannelId>("channel_id");
        var message = request.Id<MessageId>("message_id");
        var read = await request.ReadForm();
        if (!read.IsOk) return read.Failure;
        var answers = ReadAnswers(read.Value!);
        if ((request.Failure ?? read.Value!.Failure) is { } invalid) return invalid;
        return ApiAnswer.Of(await request.House.Guilds.Ask(channel, new Command(channel, message, answers, request.Caller), request.Cancel));
    }

    // Numbers, or texts of numbers as clients send them.
    private static int[] ReadAnswers(Form form)
    {
        var raw = form.Raw("answer_ids");
        if (raw.ValueKind != JsonValueKind.Array || raw.GetArrayLength() > AnswersMax)
        {
            form.Error("answer_ids", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return [];
        }

        HashSet<int> answers = [];
        foreach (var item in raw.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Number or JsonValueKind.String
                && int.TryParse(Form.StringOf(item), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)) answers.Add(id);
            else form.Error("answer_ids", "NUMBER_TYPE_COERCE", "Value is not int.");
        }

        return [.. answers];
    }
}
