using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of an interaction.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<InteractionId>))]
public readonly record struct InteractionId(Snowflake Value) : ISnowflakeId<InteractionId>
{
    public InteractionId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static InteractionId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
