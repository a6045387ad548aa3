using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>A role of a guild; also the form in which it is stored.</summary>
public sealed record RolePayload
{
    public required RoleId Id { get; init; }

    public required string Name { get; init; }

    public required Permissions Permissions { get; init; }

    public int Position { get; init; }

    public int Color { get; init; }

    public RoleColorsPayload Colors { get; init; } = new(0);

    public bool Hoist { get; init; }

    /// <summary>True for the role that an integration (a bot) brought along: nobody assigns or deletes it by hand.</summary>
    public bool Managed { get; init; }

    public bool Mentionable { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? UnicodeEmoji { get; init; }

    public RoleTagsPayload? Tags { get; init; }

    public int Flags { get; init; }
}

/// <summary>The colours of a role's gradient as 24-bit RGB.</summary>
public sealed record RoleColorsPayload(int PrimaryColor)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? SecondaryColor { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? TertiaryColor { get; init; }
}

/// <summary>Whose role a managed role is.</summary>
public sealed record RoleTagsPayload(UserId? BotId)
{
    /// <summary>True for a role that members take by what applications know of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // a null on the wire says yes
    [JsonConverter(typeof(NullMarkConverter))]
    public bool? GuildConnections { get; init; }
}
