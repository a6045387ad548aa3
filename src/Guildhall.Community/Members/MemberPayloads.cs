using System.Text.Json.Serialization;
using Guildhall.Protocol;

namespace Guildhall.Community.Members;

/// <summary>GUILD_MEMBER_REMOVE.</summary>
public sealed record MemberRemovedPayload(GuildId GuildId, UserPayload User);

/// <summary>GUILD_BAN_ADD and GUILD_BAN_REMOVE.</summary>
public sealed record BanEventPayload(GuildId GuildId, UserPayload User);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MemberRemovedPayload))]
[JsonSerializable(typeof(BanEventPayload))]
internal sealed partial class MemberJson : JsonSerializerContext;
