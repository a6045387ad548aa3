using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a subscription to something an application sells.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<SubscriptionId>))]
public readonly record struct SubscriptionId(Snowflake Value) : ISnowflakeId<SubscriptionId>
{
    public SubscriptionId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static SubscriptionId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
