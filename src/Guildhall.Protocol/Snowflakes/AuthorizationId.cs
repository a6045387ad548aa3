using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of what a person lets an application do (an OAuth2 authorisation).</summary>
[JsonConverter(typeof(SnowflakeIdConverter<AuthorizationId>))]
public readonly record struct AuthorizationId(Snowflake Value) : ISnowflakeId<AuthorizationId>
{
    public AuthorizationId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static AuthorizationId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
