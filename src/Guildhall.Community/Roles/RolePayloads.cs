using System.Text.Json.Serialization;

namespace Guildhall.Community.Roles;

/// <summary>GUILD_ROLE_CREATE and GUILD_ROLE_UPDATE.</summary>
public sealed record RoleEventPayload(GuildId GuildId, RolePayload Role);

/// <summary>GUILD_ROLE_DELETE.</summary>
public sealed record RoleDeletedPayload(GuildId GuildId, RoleId RoleId);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RoleEventPayload))]
[JsonSerializable(typeof(RoleDeletedPayload))]
[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class RoleJson : JsonSerializerContext;
