using System.Text.Json.Serialization;
using Guildhall.Protocol;

namespace Guildhall.Community.Members;

/// <summary>GUILD_MEMBER_REMOVE.</summary>
public sealed record MemberRemovedPayload(GuildId GuildId, UserPayload User);

/// <summary>GUILD_BAN_ADD and GUILD_BAN_REMOVE.</summary>
public sealed record BanEventPayload(GuildId GuildId, UserPayload User);

/// <summary>The answer to a change of one's own nickname.</summary>
public sealed record NickPayload
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Nick { get; init; }
}

/// <summary>How many members a prune takes or took; null when that was not to be counted.</summary>
public sealed record PrunePayload
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Pruned { get; init; }
}

/// <summary>GUILD_MEMBERS_CHUNK.</summary>
public sealed record MembersChunkPayload(GuildId GuildId, IReadOnlyList<MemberPayload> Members, int ChunkIndex, int ChunkCount)
{
    public IReadOnlyList<UserId>? NotFound { get; init; }

    public IReadOnlyList<PresencePayload>? Presences { get; init; }

    public string? Nonce { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MemberRemovedPayload))]
[JsonSerializable(typeof(BanEventPayload))]
[JsonSerializable(typeof(NickPayload))]
[JsonSerializable(typeof(PrunePayload))]
[JsonSerializable(typeof(MembersChunkPayload))]
internal sealed partial class MemberJson : JsonSerializerContext;
