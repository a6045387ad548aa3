using System.Text.Json.Serialization;
using Guildhall.Protocol;

namespace Guildhall.Community.Exports;

/// <summary>One export as it is remembered, in a file beside its archive.</summary>
public sealed record ExportJob
{
    public required Snowflake Id { get; init; }

    /// <summary>Who asked for it and may fetch it.</summary>
    public required UserId Requester { get; init; }

    /// <summary>The guild; null for the requester's own data.</summary>
    public GuildId? Guild { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ExportState State { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Bytes of the archive.</summary>
    public long? Size { get; init; }

    /// <summary>What it is an export of.</summary>
    [JsonIgnore]
    public string Subject => Guild is { } guild ? $"guild {guild}" : $"user {Requester}";

    [JsonIgnore]
    public bool IsFinished => State is ExportState.Done or ExportState.Failed;
}

/// <summary>How far an export has come.</summary>
public enum ExportState
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>An export as the wire shows it.</summary>
public sealed record ExportPayload(string Id, string State)
{
    public GuildId? GuildId { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset CreatedAt { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When the archive is deleted.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? ExpiresAt { get; init; }

    public long? Size { get; init; }

    /// <summary>Where it can be fetched without a token, for an hour.</summary>
    public string? DownloadUrl { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ExportJob))]
[JsonSerializable(typeof(ExportPayload))]
[JsonSerializable(typeof(IReadOnlyList<ExportPayload>))]
internal sealed partial class ExportJson : JsonSerializerContext;
