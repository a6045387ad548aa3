using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a SKU.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<SkuId>))]
public readonly record struct SkuId(Snowflake Value) : ISnowflakeId<SkuId>
{
    public SkuId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static SkuId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
