using System.Text.Json.Serialization;
using Guildhall.Community.Applications;
using Guildhall.Community.Guild.Documents;

namespace Guildhall.Community.Roles.Linked;

/// <summary>
/// One thing that an application must know of somebody who takes a role. Without a field it is enough that the application knows the person at all;
/// the operator is the type of the application's record.
/// </summary>
public sealed record LinkedRoleRulePayload(string ConnectionType, ApplicationId? ApplicationId)
{
    /// <summary>The type of every rule of this house: it links to no accounts elsewhere but through applications.</summary>
    public const string OfApplication = "application";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ConnectionMetadataField { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Operator { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Value { get; init; }

    /// <summary>The application by name, where somebody is to choose.</summary>
    public ApplicationPayload? Application { get; init; }

    /// <summary>What the application calls the record.</summary>
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether the caller meets the rule; only where that was asked.</summary>
    public bool? Result { get; init; }
}

/// <summary>GET /guilds/{guild_id}/roles/connections-configurations: a role that members may take, and by which rules.</summary>
public sealed record LinkedRolePayload(RoleId RoleId, IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>> Rules);

/// <summary>The rules of a role as its guild keeps them: all of one list, of any list.</summary>
public sealed record LinkedRoleRecord(RoleId Role, IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>> Rules)
{
    internal static readonly GuildDocumentKind<LinkedRoleRecord> Kind = new("linked-role", LinkedRoleJson.Default.LinkedRoleRecord);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LinkedRoleRecord))]
[JsonSerializable(typeof(IReadOnlyList<LinkedRolePayload>))]
[JsonSerializable(typeof(IReadOnlyList<IReadOnlyList<LinkedRoleRulePayload>>))]
internal sealed partial class LinkedRoleJson : JsonSerializerContext;
