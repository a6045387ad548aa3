using System.Text.Json;
using System.Text.Json.Serialization;
using Guildhall.Community.Guild.Documents;
using Guildhall.Community.User.Documents;

namespace Guildhall.Community.Applications.Commands;

/// <summary>A command of an application: on the wire, and as it is stored with the application's bot.</summary>
public sealed record CommandPayload
{
    public const int ChatInput = 1;
    public const int User = 2;
    public const int Message = 3;
    public const int EntryPoint = 4;

    /// <summary>Handlers of an entry point: its application, or the house, which launches the activity.</summary>
    public const int OwnHandler = 1;
    public const int LaunchActivity = 2;

    public required CommandId Id { get; init; }

    public required ApplicationId ApplicationId { get; init; }

    /// <summary>Changes with every change of the command.</summary>
    public required CommandId Version { get; init; }

    public int Type { get; init; } = ChatInput;

    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    /// <summary>In the language of the request; never stored.</summary>
    public string? NameLocalized { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    /// <summary>In the language of the request; never stored.</summary>
    public string? DescriptionLocalized { get; init; }

    /// <summary>The one guild it is for; null for every guild.</summary>
    public GuildId? GuildId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Permissions? DefaultMemberPermissions { get; init; }

    /// <summary>Only on commands for every guild.</summary>
    public bool? DmPermission { get; init; }

    public IReadOnlyList<int>? Contexts { get; init; }

    public IReadOnlyList<int> IntegrationTypes { get; init; } = [0];

    public IReadOnlyList<CommandOptionPayload>? Options { get; init; }

    public bool Nsfw { get; init; }

    /// <summary>Of an entry point.</summary>
    public int? Handler { get; init; }

    /// <summary>What the guild's rules say of the command to who reads the list of commands; never stored.</summary>
    public CommandIndexRulesPayload? Permissions { get; init; }
}

/// <summary>A parameter, a subcommand, or a group of those.</summary>
public sealed record CommandOptionPayload
{
    public required int Type { get; init; }

    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    /// <summary>In the language of the request; never stored.</summary>
    public string? NameLocalized { get; init; }

    public required string Description { get; init; }

    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }

    /// <summary>In the language of the request; never stored.</summary>
    public string? DescriptionLocalized { get; init; }

    public bool? Required { get; init; }

    public bool? Autocomplete { get; init; }

    public IReadOnlyList<CommandChoicePayload>? Choices { get; init; }

    public IReadOnlyList<CommandOptionPayload>? Options { get; init; }

    public IReadOnlyList<int>? ChannelTypes { get; init; }

    public JsonElement? MinValue { get; init; }

    public JsonElement? MaxValue { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }
}

/// <summary>A value to choose: a text, a whole number or a number.</summary>
public sealed record CommandChoicePayload(string Name, JsonElement Value)
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }

    /// <summary>In the language of the request; never stored.</summary>
    public string? NameLocalized { get; init; }
}

/// <summary>The rules for one command as the list of commands shows them: for the reader, for its roles, and for channels.</summary>
public sealed record CommandIndexRulesPayload(bool? User, IReadOnlyDictionary<string, bool>? Roles, IReadOnlyDictionary<string, bool>? Channels);

/// <summary>Who may use a command (or, by the application's id, all its commands) in a guild.</summary>
public sealed record CommandPermissionsPayload(CommandId Id, ApplicationId ApplicationId, GuildId GuildId, IReadOnlyList<CommandPermissionPayload> Permissions);

/// <summary>One rule: for a role (1), a user (2) or a channel (3). The guild's id stands for everybody, the number before it for all channels.</summary>
public sealed record CommandPermissionPayload(OverwriteId Id, int Type, bool Permission)
{
    public const int Role = 1;
    public const int User = 2;
    public const int Channel = 3;
}

/// <summary>How many commands were made on a day.</summary>
public sealed record CommandCreates(DateOnly Day, int Count);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CommandPayload))]
[JsonSerializable(typeof(IReadOnlyList<CommandPayload>))]
[JsonSerializable(typeof(CommandPermissionsPayload))]
[JsonSerializable(typeof(IReadOnlyList<CommandPermissionsPayload>))]
[JsonSerializable(typeof(CommandPermissionPayload))]
[JsonSerializable(typeof(CommandCreates))]
internal sealed partial class CommandJson : JsonSerializerContext;

/// <summary>Where commands and their permissions are kept: those with the application's bot, these with the guild.</summary>
internal static class CommandDocuments
{
    public static readonly UserDocumentKind<CommandPayload> Command = new("command", CommandJson.Default.CommandPayload);
    public static readonly UserDocumentKind<CommandCreates> Creates = new("command-creates", CommandJson.Default.CommandCreates);
    public static readonly GuildDocumentKind<CommandPermissionsPayload> Permissions = new("command-permissions", CommandJson.Default.CommandPermissionsPayload);
}
