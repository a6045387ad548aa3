using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a scheduled event.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<ScheduledEventId>))]
public readonly record struct ScheduledEventId(Snowflake Value) : ISnowflakeId<ScheduledEventId>
{
    public ScheduledEventId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static ScheduledEventId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
