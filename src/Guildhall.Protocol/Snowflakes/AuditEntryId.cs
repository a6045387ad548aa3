using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of an entry of the audit log.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<AuditEntryId>))]
public readonly record struct AuditEntryId(Snowflake Value) : ISnowflakeId<AuditEntryId>
{
    public AuditEntryId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static AuditEntryId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
