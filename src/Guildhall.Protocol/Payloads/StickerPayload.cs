using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>What a sticker is made of.</summary>
public enum StickerFormat
{
    Png = 1,
    Apng = 2,
    Lottie = 3,
    Gif = 4,
}

/// <summary>A sticker of a guild (type 2), also the form in which it is stored; or one that comes with the server (type 1).</summary>
public sealed record StickerPayload
{
    public required StickerId Id { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    /// <summary>What to find it by: words, or the name of an emoji.</summary>
    public required string Tags { get; init; }

    public int Type { get; init; } = 2;

    public required StickerFormat FormatType { get; init; }

    /// <summary>Only of guilds' stickers.</summary>
    public bool? Available { get; init; }

    public GuildId? GuildId { get; init; }

    /// <summary>Who made it; for those who may make some.</summary>
    public UserPayload? User { get; init; }

    public StickerPackId? PackId { get; init; }

    public int? SortValue { get; init; }
}

/// <summary>A sticker as messages show it.</summary>
public sealed record StickerItemPayload(StickerId Id, string Name, StickerFormat FormatType);
