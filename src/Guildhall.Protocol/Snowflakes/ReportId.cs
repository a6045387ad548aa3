using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a report to the moderators.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<ReportId>))]
public readonly record struct ReportId(Snowflake Value) : ISnowflakeId<ReportId>
{
    public ReportId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static ReportId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
