using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Screening;

/// <summary>What a guild asks of newcomers: as it is stored, and (with the guild on request) on the wire.</summary>
public sealed record VerificationPayload
{
    /// <summary>When the form was last changed; answers name it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? Version { get; init; }

    public IReadOnlyList<FormFieldPayload> FormFields { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    /// <summary>Only with with_guild.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Guilds.GuildPreviewPayload? Guild { get; init; }
}

/// <summary>One question, and in a request its answer.</summary>
public sealed record FormFieldPayload
{
    public const string Terms = "TERMS";
    public const string TextInput = "TEXT_INPUT";
    public const string Paragraph = "PARAGRAPH";
    public const string MultipleChoice = "MULTIPLE_CHOICE";

    public required string FieldType { get; init; }

    public required string Label { get; init; }

    public string? Description { get; init; }

    public bool Required { get; init; }

    /// <summary>The rules of TERMS.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The choices of MULTIPLE_CHOICE.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    public string? Placeholder { get; init; }

    /// <summary>True for TERMS, a text, or the index of a choice.</summary>
    public JsonElement? Response { get; init; }

    /// <summary>The same question, without the answer.</summary>
    public bool AsksTheSame(FormFieldPayload other) =>
        FieldType == other.FieldType && Label == other.Label && (Values ?? []).SequenceEqual(other.Values ?? []) && (Choices ?? []).SequenceEqual(other.Choices ?? []);
}

/// <summary>A newcomer's answers on their way to the moderators: as stored, and on the wire with the users.</summary>
public sealed record JoinRequestPayload
{
    public const string Submitted = "SUBMITTED";
    public const string Approved = "APPROVED";
    public const string Rejected = "REJECTED";
    public const string Started = "STARTED";

    public required JoinRequestId Id { get; init; }

    public required GuildId GuildId { get; init; }

    public required UserId UserId { get; init; }

    [JsonConverter(typeof(TimestampConverter))]
    public required DateTimeOffset CreatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset? ReviewedAt { get; init; }

    public required string ApplicationStatus { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? RejectionReason { get; init; }

    public UserPayload? User { get; init; }

    public IReadOnlyList<FormFieldPayload>? FormResponses { get; init; }

    public UserPayload? ActionedByUser { get; init; }

    /// <summary>Who decided; ActionedByUser is made of it.</summary>
    public UserId? ActionedBy { get; init; }
}

/// <summary>GET /guilds/{guild_id}/requests.</summary>
public sealed record JoinRequestsPayload(IReadOnlyList<JoinRequestPayload> GuildJoinRequests, int Total);

/// <summary>GUILD_JOIN_REQUEST_CREATE and GUILD_JOIN_REQUEST_UPDATE.</summary>
public sealed record JoinRequestEventPayload(GuildId GuildId, JoinRequestPayload Request, string Status);

/// <summary>GUILD_JOIN_REQUEST_DELETE.</summary>
public sealed record JoinRequestGonePayload(GuildId GuildId, JoinRequestId Id, UserId UserId);

/// <summary>Seconds until another request may be made.</summary>
public sealed record CooldownPayload(int Cooldown);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VerificationPayload))]
[JsonSerializable(typeof(JoinRequestPayload))]
[JsonSerializable(typeof(JoinRequestsPayload))]
[JsonSerializable(typeof(IReadOnlyList<JoinRequestPayload>))]
[JsonSerializable(typeof(JoinRequestEventPayload))]
[JsonSerializable(typeof(JoinRequestGonePayload))]
[JsonSerializable(typeof(CooldownPayload))]
internal sealed partial class ScreeningJson : JsonSerializerContext;

/// <summary>A guild's form (its id is the guild's) and the requests of its newcomers.</summary>
internal static class ScreeningDocuments
{
    public static readonly GuildDocumentKind<VerificationPayload> Form = new("member-verification", ScreeningJson.Default.VerificationPayload);
    public static readonly GuildDocumentKind<JoinRequestPayload> Request = new("join-request", ScreeningJson.Default.JoinRequestPayload);
}
