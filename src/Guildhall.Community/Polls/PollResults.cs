using Guildhall.Community.Guild;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Polls;

/// <summary>Polls with what was voted, as one user sees them.</summary>
internal static class PollResults
{
    /// <summary>The poll before anybody has voted, or as it ended.</summary>
    public static PollPayload Bare(PollPayload poll) =>
        poll.Results is null ? poll with { Results = new PollResultsPayload(false, []) } : poll;

    /// <summary>True when nobody can vote any more.</summary>
    public static bool IsOver(PollPayload poll, DateTimeOffset now) => poll.Results is { IsFinalized: true } || poll.Expiry <= now;

    /// <summary>The poll with its votes.</summary>
    public static async ValueTask<PollPayload> Shown(IMessageStore store, StoredMessage message, UserId viewer, CancellationToken cancel)
    {
        var poll = message.Extra!.Poll!;
        var tally = await store.Polls.Tally(message.Channel, message.Id, viewer, cancel);
        return poll with { Results = new PollResultsPayload(poll.Results is { IsFinalized: true }, tally) };
    }

    /// <summary>The poll with its votes, within a guild's turn.</summary>
    public static async ValueTask<PollPayload> Shown(GuildTurn turn, StoredMessage message)
    {
        await turn.Settled();
        return await Shown(turn.Services.Messages, message, default, CancellationToken.None);
    }
}
