using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of an answer to a question of onboarding.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<PromptOptionId>))]
public readonly record struct PromptOptionId(Snowflake Value) : ISnowflakeId<PromptOptionId>
{
    public PromptOptionId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static PromptOptionId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
