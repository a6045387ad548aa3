using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>A custom emoji of a guild; also the form in which it is stored.</summary>
public sealed record EmojiPayload
{
    public required EmojiId Id { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<RoleId> Roles { get; init; } = [];

    public UserPayload? User { get; init; }

    public bool RequireColons { get; init; } = true;

    public bool Managed { get; init; }

    public bool Animated { get; init; }

    public bool Available { get; init; } = true;
}

/// <summary>The emoji of a reaction: a Unicode emoji by name alone, a custom one by id and name.</summary>
public sealed record PartialEmojiPayload
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public EmojiId? Id { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Animated { get; init; }
}
