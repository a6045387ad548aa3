using System.Text.Json.Serialization;

namespace Guildhall.Community.Guilds;

/// <summary>A guild in the list of the caller's own.</summary>
public sealed record MyGuildPayload
{
    public required GuildId Id { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Banner { get; init; }

    public required bool Owner { get; init; }

    public required Permissions Permissions { get; init; }

    public IReadOnlyList<string> Features { get; init; } = [];

    public int? ApproximateMemberCount { get; init; }

    public int? ApproximatePresenceCount { get; init; }
}

/// <summary>What a guild shows of itself in short.</summary>
public sealed record GuildPreviewPayload
{
    public required GuildId Id { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? HomeHeader { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Splash { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? DiscoverySplash { get; init; }

    public IReadOnlyList<string> Features { get; init; } = [];

    public required int ApproximateMemberCount { get; init; }

    public required int ApproximatePresenceCount { get; init; }

    public IReadOnlyList<EmojiPayload> Emojis { get; init; } = [];

    public IReadOnlyList<StickerPayload> Stickers { get; init; } = [];
}

/// <summary>A place that voice may be served from.</summary>
public sealed record VoiceRegionPayload(string Id, string Name, bool Custom, bool Deprecated, bool Optimal);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MyGuildPayload))]
[JsonSerializable(typeof(IReadOnlyList<MyGuildPayload>))]
[JsonSerializable(typeof(GuildPreviewPayload))]
[JsonSerializable(typeof(IReadOnlyList<VoiceRegionPayload>))]
internal sealed partial class GuildJson : JsonSerializerContext;
