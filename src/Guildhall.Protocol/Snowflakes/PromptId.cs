using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a question of onboarding.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<PromptId>))]
public readonly record struct PromptId(Snowflake Value) : ISnowflakeId<PromptId>
{
    public PromptId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static PromptId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
