using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>A poll of a message; stored without results until it has ended.</summary>
public sealed record PollPayload
{
    public required PollMediaPayload Question { get; init; }

    public required IReadOnlyList<PollAnswerPayload> Answers { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset Expiry { get; init; }

    public bool AllowMultiselect { get; init; }

    public int LayoutType { get; init; } = 1;

    public PollResultsPayload? Results { get; init; }
}

/// <summary>A text, an emoji, or both.</summary>
public sealed record PollMediaPayload(string? Text, PartialEmojiPayload? Emoji = null);

/// <summary>One answer; ids count from 1.</summary>
public sealed record PollAnswerPayload(int AnswerId, PollMediaPayload PollMedia);

/// <summary>How often each answer was given. Finalized once nobody can vote any more.</summary>
public sealed record PollResultsPayload(bool IsFinalized, IReadOnlyList<PollAnswerCountPayload> AnswerCounts);

/// <summary>How often an answer was given, and whether by the one who looks.</summary>
public sealed record PollAnswerCountPayload(int Id, int Count, bool MeVoted);
