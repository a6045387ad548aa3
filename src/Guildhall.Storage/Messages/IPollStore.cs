using Guildhall.Protocol;

namespace Guildhall.Storage.Messages;

/// <summary>Reads of votes. Writes go through <see cref="Writing.IStoreWriter"/> as the rows in <c>PollRows.cs</c>.</summary>
public interface IPollStore
{
    /// <summary>How often each answer that was given was given, and whether by <paramref name="viewer"/>, by answer upwards.</summary>
    ValueTask<IReadOnlyList<PollAnswerCountPayload>> Tally(ChannelId channel, MessageId message, UserId viewer, CancellationToken cancel);

    /// <summary>Who gave an answer, by user id upwards, after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<UserId>> Voters(ChannelId channel, MessageId message, int answer, UserId after, int limit, CancellationToken cancel);
}
