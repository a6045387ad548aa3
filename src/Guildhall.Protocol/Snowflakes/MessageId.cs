using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a message.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<MessageId>))]
public readonly record struct MessageId(Snowflake Value) : ISnowflakeId<MessageId>
{
    public MessageId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static MessageId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
