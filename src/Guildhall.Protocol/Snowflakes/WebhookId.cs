using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a webhook.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<WebhookId>))]
public readonly record struct WebhookId(Snowflake Value) : ISnowflakeId<WebhookId>
{
    public WebhookId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static WebhookId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
