using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of an entitlement.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<EntitlementId>))]
public readonly record struct EntitlementId(Snowflake Value) : ISnowflakeId<EntitlementId>
{
    public EntitlementId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static EntitlementId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
