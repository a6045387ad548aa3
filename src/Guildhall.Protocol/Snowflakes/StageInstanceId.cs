using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a stage instance.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<StageInstanceId>))]
public readonly record struct StageInstanceId(Snowflake Value) : ISnowflakeId<StageInstanceId>
{
    public StageInstanceId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static StageInstanceId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
