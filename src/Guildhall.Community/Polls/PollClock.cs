using System.Globalization;
using System.Text.Json.Serialization;
using Guildhall.Community.Guild;
using Guildhall.Community.Guild.Alarms;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.Messages;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Polls;

/// <summary>The end of polls: by their time, or by their author. Private channels keep no alarms: a poll there ends for voters at its time.</summary>
internal static class PollClock
{
    public static readonly AlarmKind Alarm = new("poll", Ring);

    private static readonly GuildDocumentKind<OpenPoll> Open = new("open_poll", PollJson.Default.OpenPoll);

    /// <summary>A message with a poll was stored.</summary>
    public static void Opened(GuildTurn turn, StoredMessage message)
    {
        if (message.Extra?.Poll is not { Results: null } poll || turn.State.IsPrivate) return;
        turn.Put(Open, message.Id.Number, new OpenPoll(message.Channel));
        turn.SetAlarm(Alarm, message.Id.Number, poll.Expiry);
    }

    /// <summary>Ends a poll: its votes are final, and a message tells who won.</summary>
    public static async ValueTask<StoredMessage> End(GuildTurn turn, ChannelPayload channel, StoredMessage message)
    {
        var poll = await PollResults.Shown(turn, message);
        var final = poll with { Results = poll.Results! with { IsFinalized = true }, Expiry = poll.Expiry < turn.Now ? poll.Expiry : turn.Now };
        var ended = message with { Extra = message.Extra! with { Poll = final } };
        turn.Put(ended);
        if (!turn.State.IsPrivate)
        {
            turn.Remove(Open, message.Id.Number);
            turn.ClearAlarm(Alarm, message.Id.Number);
        }

        turn.Log("MESSAGE_UPDATE", LogFacts.Message(message.Channel, message.Id));
        MessageEvents.Tell(turn, DispatchCatalogue.MessageUpdate, channel, await MessageComposer.Compose(turn, ended, null));
        SystemMessages.PollEnded(turn, channel, ended, Outcome(final));
        return ended;
    }

    /// <summary>What the result message tells: the question, the votes, and the answer that won alone.</summary>
    public static EmbedPayload Outcome(PollPayload poll)
    {
        var counts = poll.Results!.AnswerCounts;
        var most = counts.Count == 0 ? 0 : counts.Max(count => count.Count);
        var winners = counts.Where(count => count.Count == most).ToArray();
        List<EmbedFieldPayload> fields =
        [
            new("poll_question_text", poll.Question.Text ?? ""),
            new("victor_answer_votes", Text(most)),
            new("total_votes", Text(counts.Sum(count => count.Count))),
        ];
        if (winners is [var winner] && poll.Answers.FirstOrDefault(answer => answer.AnswerId == winner.Id) is { } victor)
        {
            fields.Add(new("victor_answer_id", Text(victor.AnswerId)));
            if (victor.PollMedia.Text is { } text) fields.Add(new("victor_answer_text", text));
            if (victor.PollMedia.Emoji?.Id is { } id) fields.Add(new("victor_answer_emoji_id", id.ToString()));
            if (victor.PollMedia.Emoji?.Name is { } name) fields.Add(new("victor_answer_emoji_name", name));
            if (victor.PollMedia.Emoji is { Animated: true }) fields.Add(new("victor_answer_emoji_animated", "true"));
        }

        return new EmbedPayload { Type = "poll_result", Fields = fields };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async ValueTask Ring(GuildTurn turn, ulong id)
    {
        if (turn.State.Documents.Find(Open, id) is not { } open) return;
        await Threads.ThreadLoading.Load(turn, open.Channel);
        var channel = turn.State.Channels.GetValueOrDefault(open.Channel) ?? turn.State.Threads.GetValueOrDefault(open.Channel)?.Channel;
        var message = channel is null ? null : await turn.Logs.Find(turn, open.Channel, new MessageId(id));
        if (message?.Extra?.Poll is { Results: null }) await End(turn, channel!, message);
        else turn.Remove(Open, id);
    }
}

/// <summary>Where a poll is that has not ended.</summary>
public sealed record OpenPoll(ChannelId Channel);

/// <summary>MESSAGE_POLL_VOTE_ADD and MESSAGE_POLL_VOTE_REMOVE.</summary>
public sealed record PollVotePayload(UserId UserId, ChannelId ChannelId, MessageId MessageId, GuildId? GuildId, int AnswerId);

/// <summary>Who gave an answer.</summary>
public sealed record VotersPayload(IReadOnlyList<UserPayload> Users);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenPoll))]
[JsonSerializable(typeof(PollVotePayload))]
[JsonSerializable(typeof(VotersPayload))]
internal sealed partial class PollJson : JsonSerializerContext;
