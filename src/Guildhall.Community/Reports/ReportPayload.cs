using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Reports;

/// <summary>What a report says is wrong.</summary>
public enum ReportReason
{
    IllegalContent = 0,
    Harassment = 1,
    SpamOrPhishing = 2,
    SelfHarm = 3,
    NotSafeForWork = 4,
}

/// <summary>Where a report stands: open, claimed by a moderator, or settled.</summary>
public static class ReportStatus
{
    public const string Open = "open";
    public const string Claimed = "claimed";
    public const string Resolved = "resolved";
    public const string Dismissed = "dismissed";

    public static readonly string[] All = [Open, Claimed, Resolved, Dismissed];

    public static bool IsSettled(string status) => status is Resolved or Dismissed;
}

/// <summary>A report by a member about a message or a member, as it is stored and as moderators see it.</summary>
public sealed record ReportPayload
{
    internal static readonly GuildDocumentKind<ReportPayload> Kind = new("report", ReportJson.Default.ReportPayload);

    public required ReportId Id { get; init; }

    public required GuildId GuildId { get; init; }

    public required ChannelId ChannelId { get; init; }

    /// <summary>Null for a report about a member as such.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public MessageId? MessageId { get; init; }

    /// <summary>Whom it is about.</summary>
    public required UserId UserId { get; init; }

    public required UserId ReporterId { get; init; }

    public required ReportReason Reason { get; init; }

    /// <summary>In the reporter's words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The message as it read when it was reported: an edit or its deletion hides nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Content { get; init; }

    public string Status { get; init; } = ReportStatus.Open;

    /// <summary>The moderator who has taken it up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public UserId? ClaimedBy { get; init; }

    /// <summary>Who did what when, oldest first.</summary>
    public IReadOnlyList<ReportStep> History { get; init; } = [];
}

/// <summary>One step in a report's life.</summary>
public sealed record ReportStep(UserId UserId, string Status, [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset At)
{
    /// <summary>What the moderator noted.</summary>
    public string Note { get; init; } = "";
}

/// <summary>A reason with what people read.</summary>
public sealed record ReportReasonPayload(ReportReason Reason, string Label, string Description);

/// <summary>The answer to a new report.</summary>
public sealed record ReportedPayload(ReportId Id);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportPayload))]
[JsonSerializable(typeof(IReadOnlyList<ReportPayload>))]
[JsonSerializable(typeof(ReportedPayload))]
[JsonSerializable(typeof(IReadOnlyList<ReportReasonPayload>))]
internal sealed partial class ReportJson : JsonSerializerContext;
