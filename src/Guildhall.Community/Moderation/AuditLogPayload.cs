using System.Text.Json.Serialization;
using Guildhall.Community.Applications;
using Guildhall.Community.AutoModeration;
using Guildhall.Community.Webhooks;

namespace Guildhall.Community.Moderation;

/// <summary>A page of the audit log, with what its entries are about.</summary>
public sealed record AuditLogPayload
{
    public required IReadOnlyList<AuditEntryPayload> AuditLogEntries { get; init; }

    public required IReadOnlyList<UserPayload> Users { get; init; }

    public IReadOnlyList<AuditIntegrationPayload> Integrations { get; init; } = [];

    public IReadOnlyList<WebhookPayload> Webhooks { get; init; } = [];

    public IReadOnlyList<ScheduledEventPayload> GuildScheduledEvents { get; init; } = [];

    public IReadOnlyList<ChannelPayload> Threads { get; init; } = [];

    /// <summary>Empty until commands have their feature.</summary>
    public IReadOnlyList<Nothing> ApplicationCommands { get; init; } = [];

    public IReadOnlyList<AutoModerationRule> AutoModerationRules { get; init; } = [];
}

/// <summary>A bot's integration in short.</summary>
public sealed record AuditIntegrationPayload(ApplicationId Id, string Name, IntegrationAccountPayload Account, ApplicationId ApplicationId)
{
    public string Type { get; init; } = "discord";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditLogPayload))]
internal sealed partial class AuditLogJson : JsonSerializerContext;
