using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of an application command.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<CommandId>))]
public readonly record struct CommandId(Snowflake Value) : ISnowflakeId<CommandId>
{
    public CommandId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static CommandId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
