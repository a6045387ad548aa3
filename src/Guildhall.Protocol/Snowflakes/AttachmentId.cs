using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of an uploaded file of a message.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<AttachmentId>))]
public readonly record struct AttachmentId(Snowflake Value) : ISnowflakeId<AttachmentId>
{
    public AttachmentId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static AttachmentId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
