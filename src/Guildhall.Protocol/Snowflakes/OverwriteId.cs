using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of the role or the member that a permission overwrite is for.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<OverwriteId>))]
public readonly record struct OverwriteId(Snowflake Value) : ISnowflakeId<OverwriteId>
{
    public OverwriteId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static OverwriteId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
