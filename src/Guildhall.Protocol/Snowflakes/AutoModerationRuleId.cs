using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of an auto moderation rule.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<AutoModerationRuleId>))]
public readonly record struct AutoModerationRuleId(Snowflake Value) : ISnowflakeId<AutoModerationRuleId>
{
    public AutoModerationRuleId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static AutoModerationRuleId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
