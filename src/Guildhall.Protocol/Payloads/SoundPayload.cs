using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>A sound of a soundboard; also the form in which a guild's is stored.</summary>
public sealed record SoundPayload
{
    public required string Name { get; init; }

    public required SoundId SoundId { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double Volume { get; init; } = 1;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public EmojiId? EmojiId { get; init; }

    /// <summary>A Unicode emoji.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EmojiName { get; init; }

    /// <summary>Absent for the sounds that everybody has.</summary>
    public GuildId? GuildId { get; init; }

    public bool Available { get; init; } = true;

    /// <summary>Who made it; for those who may make some.</summary>
    public UserPayload? User { get; init; }
}
