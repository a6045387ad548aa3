using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a request to join.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<JoinRequestId>))]
public readonly record struct JoinRequestId(Snowflake Value) : ISnowflakeId<JoinRequestId>
{
    public JoinRequestId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static JoinRequestId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
