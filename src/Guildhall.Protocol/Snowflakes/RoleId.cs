using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a role of a guild.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<RoleId>))]
public readonly record struct RoleId(Snowflake Value) : ISnowflakeId<RoleId>
{
    public RoleId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static RoleId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
