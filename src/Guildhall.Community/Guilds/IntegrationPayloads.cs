using System.Text.Json.Serialization;
using Guildhall.Community.Applications;

namespace Guildhall.Community.Guilds;

/// <summary>A bot of a guild as an integration; its id is the application's.</summary>
public sealed record GuildIntegrationPayload(ApplicationId Id, string Name, IntegrationAccountPayload Account, GuildIntegrationApplicationPayload Application)
{
    public string Type { get; init; } = "discord";

    public bool Enabled { get; init; } = true;

    public IReadOnlyList<string> Scopes { get; init; } = ["bot"];
}

/// <summary>The application behind an integration.</summary>
public sealed record GuildIntegrationApplicationPayload(ApplicationId Id, string Name, string Description, UserPayload Bot)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    /// <summary>Null for an ordinary application.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Type { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<GuildIntegrationPayload>))]
internal sealed partial class IntegrationJson : JsonSerializerContext;
