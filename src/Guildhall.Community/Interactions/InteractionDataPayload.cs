using System.Text.Json;
using System.Text.Json.Serialization;

namespace Guildhall.Community.Interactions;

/// <summary>
/// The data of an interaction: of a command (id, name, type, options), of a component (custom_id, component_type, values) or of a modal
/// (custom_id, components). What a kind does not have is null and not written.
/// </summary>
public sealed record InteractionDataPayload
{
    public CommandId? Id { get; init; }

    public string? Name { get; init; }

    public int? Type { get; init; }

    /// <summary>The guild that the command is registered in; null for one of every guild.</summary>
    public GuildId? GuildId { get; init; }

    /// <summary>The user or message that a context menu was opened on.</summary>
    public Snowflake? TargetId { get; init; }

    public IReadOnlyList<InteractionOptionPayload>? Options { get; init; }

    public string? CustomId { get; init; }

    public int? ComponentType { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What was written into a modal: rows or labels with their parts.</summary>
    public IReadOnlyList<SubmittedComponentPayload>? Components { get; init; }

    public ResolvedPayload? Resolved { get; init; }
}

/// <summary>An option as it was given: a subcommand or group with options, or a value.</summary>
public sealed record InteractionOptionPayload(string Name, int Type)
{
    /// <summary>A text, a number, or true or false.</summary>
    public JsonElement? Value { get; init; }

    public IReadOnlyList<InteractionOptionPayload>? Options { get; init; }

    /// <summary>The one that is being written; only in autocomplete.</summary>
    public bool? Focused { get; init; }
}

/// <summary>A part of a submitted modal.</summary>
public sealed record SubmittedComponentPayload(ComponentType Type)
{
    public int? Id { get; init; }

    public string? CustomId { get; init; }

    /// <summary>A text, true or false, or null where nothing was chosen.</summary>
    public JsonElement? Value { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The parts of a row.</summary>
    public IReadOnlyList<SubmittedComponentPayload>? Components { get; init; }

    /// <summary>The part of a label.</summary>
    public SubmittedComponentPayload? Component { get; init; }
}

/// <summary>What the ids of an interaction's data stand for, each map by id.</summary>
public sealed record ResolvedPayload
{
    public IReadOnlyDictionary<string, UserPayload>? Users { get; init; }

    /// <summary>Without their users.</summary>
    public IReadOnlyDictionary<string, ResolvedMemberPayload>? Members { get; init; }

    public IReadOnlyDictionary<string, RolePayload>? Roles { get; init; }

    public IReadOnlyDictionary<string, ResolvedChannelPayload>? Channels { get; init; }

    public IReadOnlyDictionary<string, MessagePayload>? Messages { get; init; }

    public IReadOnlyDictionary<string, AttachmentPayload>? Attachments { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InteractionDataPayload))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
internal sealed partial class InteractionJson : JsonSerializerContext;
