using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a custom emoji.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<EmojiId>))]
public readonly record struct EmojiId(Snowflake Value) : ISnowflakeId<EmojiId>
{
    public EmojiId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static EmojiId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
