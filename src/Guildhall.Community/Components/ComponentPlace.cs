namespace Guildhall.Community.Components;

/// <summary>Where a component stands, which decides of what kind it may be.</summary>
internal enum ComponentPlace
{
    /// <summary>A message that has content, embeds and rows.</summary>
    PlainMessage,

    /// <summary>A message made of components alone.</summary>
    Message,

    Row,
    Section,
    Accessory,
    Container,
    Modal,
    ModalRow,
    Label,
}

/// <summary>The kinds of component that may stand in a place.</summary>
internal static class ComponentPlaces
{
    private const ComponentType Row = ComponentType.ActionRow;

    private static readonly ComponentType[] Selects =
    [
        ComponentType.StringSelect, ComponentType.UserSelect, ComponentType.RoleSelect, ComponentType.MentionableSelect, ComponentType.ChannelSelect,
    ];

    private static readonly ComponentType[] InContainer =
    [
        Row, ComponentType.Section, ComponentType.TextDisplay, ComponentType.MediaGallery, ComponentType.File, ComponentType.Separator,
    ];

    private static readonly ComponentType[] InLabel =
    [
        ComponentType.StringSelect, ComponentType.TextInput, ComponentType.UserSelect, ComponentType.RoleSelect, ComponentType.MentionableSelect,
        ComponentType.ChannelSelect, ComponentType.FileUpload, ComponentType.RadioGroup, ComponentType.CheckboxGroup, ComponentType.Checkbox,
    ];

    public static bool IsSelect(this ComponentType type) => Selects.Contains(type);

    public static IReadOnlyList<ComponentType> In(ComponentPlace place) => place switch
    {
        ComponentPlace.PlainMessage => [Row],
        ComponentPlace.Message => [.. InContainer, ComponentType.Container],
        ComponentPlace.Row => [ComponentType.Button, .. Selects],
        ComponentPlace.Section => [ComponentType.TextDisplay],
        ComponentPlace.Accessory => [ComponentType.Button, ComponentType.Thumbnail],
        ComponentPlace.Container => InContainer,
        ComponentPlace.Modal => [Row, ComponentType.TextDisplay, ComponentType.Label],
        ComponentPlace.ModalRow => [ComponentType.TextInput],
        ComponentPlace.Label => InLabel,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
