using Guildhall.Protocol;
using Guildhall.Storage.Writing;

namespace Guildhall.Storage.Messages;

/// <summary>One user's vote for an answer of a poll.</summary>
public sealed record PutPollVote(ChannelId Channel, MessageId Message, int Answer, UserId User) : RowChange;

/// <summary>Takes a vote back.</summary>
public sealed record DeletePollVote(ChannelId Channel, MessageId Message, int Answer, UserId User) : RowChange;
