using System.Text.Json.Serialization;

namespace Guildhall.Community.Moderation;

/// <summary>A page of the audit log. The lists that later features own are empty.</summary>
public sealed record AuditLogPayload
{
    public required IReadOnlyList<AuditEntryPayload> AuditLogEntries { get; init; }

    public required IReadOnlyList<UserPayload> Users { get; init; }

    public IReadOnlyList<Nothing> Integrations { get; init; } = [];

    public IReadOnlyList<Nothing> Webhooks { get; init; } = [];

    public IReadOnlyList<Nothing> GuildScheduledEvents { get; init; } = [];

    public IReadOnlyList<Nothing> Threads { get; init; } = [];

    public IReadOnlyList<Nothing> ApplicationCommands { get; init; } = [];

    public IReadOnlyList<Nothing> AutoModerationRules { get; init; } = [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditLogPayload))]
internal sealed partial class AuditLogJson : JsonSerializerContext;
