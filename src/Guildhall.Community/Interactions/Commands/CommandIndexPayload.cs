using System.Text.Json.Serialization;
using Guildhall.Community.Applications;
using Guildhall.Community.Applications.Commands;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>The commands that a person may call somewhere, with the applications that they belong to.</summary>
/// <param name="Applications">Each once.</param>
/// <param name="ApplicationCommands">Their commands, in the person's language where they have it.</param>
/// <param name="Version">The newest version of any of them; 0 when there is none.</param>
public sealed record CommandIndexPayload(IReadOnlyList<ApplicationPayload> Applications, IReadOnlyList<CommandPayload> ApplicationCommands, Snowflake Version);

/// <summary>A page of commands that were searched for; the applications only when asked for.</summary>
public sealed record CommandSearchPayload(IReadOnlyList<CommandPayload> ApplicationCommands, CommandSearchCursorPayload Cursor)
{
    public IReadOnlyList<ApplicationPayload>? Applications { get; init; }
}

/// <summary>Where the pages before and after are; null for the ends.</summary>
public sealed record CommandSearchCursorPayload(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Previous,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary>GUILD_APPLICATION_COMMAND_INDEX_UPDATE.</summary>
public sealed record CommandIndexChangedPayload(GuildId GuildId);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CommandIndexPayload))]
[JsonSerializable(typeof(CommandSearchPayload))]
[JsonSerializable(typeof(CommandIndexChangedPayload))]
internal sealed partial class CommandIndexJson : JsonSerializerContext;
