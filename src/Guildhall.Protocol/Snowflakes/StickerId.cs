using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a sticker.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<StickerId>))]
public readonly record struct StickerId(Snowflake Value) : ISnowflakeId<StickerId>
{
    public StickerId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static StickerId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
