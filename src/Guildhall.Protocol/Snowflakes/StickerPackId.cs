using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a pack of stickers.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<StickerPackId>))]
public readonly record struct StickerPackId(Snowflake Value) : ISnowflakeId<StickerPackId>
{
    public StickerPackId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static StickerPackId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
