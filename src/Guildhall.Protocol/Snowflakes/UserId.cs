using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a person or a bot.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<UserId>))]
public readonly record struct UserId(Snowflake Value) : ISnowflakeId<UserId>
{
    public UserId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static UserId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
