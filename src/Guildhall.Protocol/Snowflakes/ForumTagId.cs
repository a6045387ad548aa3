using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a tag of a forum or media channel.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<ForumTagId>))]
public readonly record struct ForumTagId(Snowflake Value) : ISnowflakeId<ForumTagId>
{
    public ForumTagId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static ForumTagId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
