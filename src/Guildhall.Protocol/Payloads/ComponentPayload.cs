using System.Text.Json.Serialization;

namespace Guildhall.Protocol;

/// <summary>The kinds of component. Source: component types of the documentation.</summary>
public enum ComponentType
{
    ActionRow = 1,
    Button = 2,
    StringSelect = 3,
    TextInput = 4,
    UserSelect = 5,
    RoleSelect = 6,
    MentionableSelect = 7,
    ChannelSelect = 8,
    Section = 9,
    TextDisplay = 10,
    Thumbnail = 11,
    MediaGallery = 12,
    File = 13,
    Separator = 14,
    Container = 17,
    Label = 18,
    FileUpload = 19,
    RadioGroup = 21,
    CheckboxGroup = 22,
    Checkbox = 23,
}

/// <summary>
/// A component of a message or a modal: on the wire, and as it is stored. Which fields a kind has, the documentation says; the others
/// are null and not written.
/// </summary>
public sealed record ComponentPayload
{
    public required ComponentType Type { get; init; }

    /// <summary>The component's number within its message, from 1; given by the author or by the house.</summary>
    public int? Id { get; init; }

    /// <summary>The parts of a row, a section or a container.</summary>
    public IReadOnlyList<ComponentPayload>? Components { get; init; }

    /// <summary>The one part of a label.</summary>
    public ComponentPayload? Component { get; init; }

    /// <summary>What stands beside a section's texts.</summary>
    public ComponentPayload? Accessory { get; init; }

    public string? CustomId { get; init; }

    /// <summary>Of a button (1 to 6) or a text input (1 to 2).</summary>
    public int? Style { get; init; }

    public string? Label { get; init; }

    [JsonIgnore]
    public string? Description { get; init; }

    /// <summary><see cref="Description"/> on the wire: a thumbnail says that it has none.</summary>
    [JsonPropertyName("description")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(OptionalTextConverter))]
    public Optional<string?> ShownDescription
    {
        get => Type == ComponentType.Thumbnail || Description is not null ? new Optional<string?>(true, Description) : default;
        init => Description = value.Value;
    }

    public ComponentEmojiPayload? Emoji { get; init; }

    public string? Url { get; init; }

    public Snowflake? SkuId { get; init; }

    public bool? Disabled { get; init; }

    public bool? Required { get; init; }

    public string? Placeholder { get; init; }

    public int? MinValues { get; init; }

    public int? MaxValues { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>What a text input begins with.</summary>
    public string? Value { get; init; }

    /// <summary>Whether a checkbox begins checked.</summary>
    public bool? Default { get; init; }

    public IReadOnlyList<ComponentOptionPayload>? Options { get; init; }

    public IReadOnlyList<ChannelType>? ChannelTypes { get; init; }

    public IReadOnlyList<ComponentDefaultPayload>? DefaultValues { get; init; }

    public IReadOnlyList<string>? FileTypes { get; init; }

    /// <summary>The markdown of a text display.</summary>
    public string? Content { get; init; }

    /// <summary>Of a thumbnail.</summary>
    public MediaItemPayload? Media { get; init; }

    /// <summary>Of a media gallery.</summary>
    public IReadOnlyList<GalleryItemPayload>? Items { get; init; }

    /// <summary>Of a file: attachment://name when written by an author.</summary>
    public MediaItemPayload? File { get; init; }

    /// <summary>Of a file: its name.</summary>
    public string? Name { get; init; }

    /// <summary>Of a file: its bytes.</summary>
    public long? Size { get; init; }

    public bool? Spoiler { get; init; }

    /// <summary>0xRRGGBB, of a container.</summary>
    [JsonIgnore]
    public int? AccentColor { get; init; }

    /// <summary><see cref="AccentColor"/> on the wire: a container says that it has none.</summary>
    [JsonPropertyName("accent_color")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(OptionalNumberConverter))]
    public Optional<int?> ShownAccentColor
    {
        get => Type == ComponentType.Container || AccentColor is not null ? new Optional<int?>(true, AccentColor) : default;
        init => AccentColor = value.Value;
    }

    /// <summary>Of a separator: whether a line is drawn.</summary>
    public bool? Divider { get; init; }

    /// <summary>Of a separator: 1 small, 2 large.</summary>
    public int? Spacing { get; init; }
}

/// <summary>A choice of a select, a radio group or a checkbox group.</summary>
public sealed record ComponentOptionPayload(string Label, string Value)
{
    public string? Description { get; init; }

    public ComponentEmojiPayload? Emoji { get; init; }

    public bool? Default { get; init; }
}

/// <summary>The emoji of a button or a choice. A Unicode emoji has no id, where others write null.</summary>
public sealed record ComponentEmojiPayload(string Name)
{
    public EmojiId? Id { get; init; }

    public bool? Animated { get; init; }
}

/// <summary>What a select of users, roles or channels begins with. Type is user, role or channel.</summary>
public sealed record ComponentDefaultPayload(Snowflake Id, string Type);

/// <summary>A picture, film or file that a component shows.</summary>
public sealed record MediaItemPayload
{
    /// <summary>Of the file, when it is one of the message; otherwise the item's own. Given when shown.</summary>
    public Snowflake? Id { get; init; }

    /// <summary>As stored: attachment://name for a file of the message.</summary>
    public required string Url { get; init; }

    public string? ProxyUrl { get; init; }

    /// <summary>Pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels.</summary>
    public int? Height { get; init; }

    public string? ContentType { get; init; }

    public AttachmentId? AttachmentId { get; init; }
}

/// <summary>One of a media gallery.</summary>
public sealed record GalleryItemPayload(MediaItemPayload Media)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Description { get; init; }

    public bool? Spoiler { get; init; }
}
