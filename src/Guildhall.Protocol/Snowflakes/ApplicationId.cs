using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of an application; its bot user has the same number.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<ApplicationId>))]
public readonly record struct ApplicationId(Snowflake Value) : ISnowflakeId<ApplicationId>
{
    public ApplicationId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static ApplicationId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
