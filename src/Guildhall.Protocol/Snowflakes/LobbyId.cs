using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The id of a lobby.</summary>
[JsonConverter(typeof(SnowflakeIdConverter<LobbyId>))]
public readonly record struct LobbyId(Snowflake Value) : ISnowflakeId<LobbyId>
{
    public LobbyId(ulong value)
        : this(new Snowflake(value))
    {
    }

    /// <summary>The id as the 64-bit number that the stores keep.</summary>
    public ulong Number => Value.Value;

    public static LobbyId From(Snowflake value) => new(value);

    public override string ToString() => Value.ToString();
}
