using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a soundboard sound.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<SoundId>))]
public readonly record struct SoundId(Snowflake Value) : ISnowflakeId<SoundId>
{
    public SoundId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static SoundId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
