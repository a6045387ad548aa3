using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a channel of a guild.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<ChannelId>))]
public readonly record struct ChannelId(Snowflake Value) : ISnowflakeId<ChannelId>
{
    public ChannelId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static ChannelId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
