using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a guild; its @everyone role has the same number.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<GuildId>))]
public readonly record struct GuildId(Snowflake Value) : ISnowflakeId<GuildId>
{
    public GuildId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static GuildId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
