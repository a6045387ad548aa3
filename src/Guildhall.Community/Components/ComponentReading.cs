using System.Globalization;
using System.Text;
using System.Text.Json;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Components;

/// <summary>One reading of a message's or modal's components: what holds for all of them together, and how lists of them are read.</summary>
/// <param name="root">Of which "components" is a field.</param>
/// <param name="mayInteract">False when nothing may be sent that somebody would have to answer.</param>
internal sealed class ComponentReading(Form root, bool mayInteract)
{
    private readonly HashSet<string> _customIds = new(StringComparer.Ordinal);
    private readonly HashSet<int> _ids = [];
    private int _count;
    private int _characters;

    /// <summary>One component with all inside it; null when it is none, or one too many.</summary>
    public ComponentPayload? Read(Form form, ComponentPlace place)
    {
        _count++;
        if (_count == ComponentLimits.PerMessage + 1)
            root.Error("components", "BASE_TYPE_MAX_LENGTH", $"Must be {ComponentLimits.PerMessage} or fewer in length.");
        if (_count > ComponentLimits.PerMessage) return null;
        if (TypeOf(form, place) is not { } type) return null;
        var id = IdOf(form);
        var isInModal = place is ComponentPlace.Label or ComponentPlace.ModalRow;
        var component = type switch
        {
            ComponentType.ActionRow => RowForm.Read(form, place == ComponentPlace.Modal ? ComponentPlace.ModalRow : ComponentPlace.Row, this),
            ComponentType.Button => ButtonForm.Read(form, this),
            ComponentType.TextInput => InputForm.TextInput(form, place == ComponentPlace.ModalRow, this),
            ComponentType.Section => DisplayForm.Section(form, this),
            ComponentType.TextDisplay => DisplayForm.Text(form, this),
            ComponentType.Thumbnail => DisplayForm.Thumbnail(form),
            ComponentType.MediaGallery => DisplayForm.Gallery(form),
            ComponentType.File => DisplayForm.File(form),
            ComponentType.Separator => DisplayForm.Separator(form),
            ComponentType.Container => DisplayForm.Container(form, this),
            ComponentType.Label => InputForm.Label(form, this),
            ComponentType.FileUpload => InputForm.FileUpload(form, this),
            ComponentType.RadioGroup => InputForm.RadioGroup(form, this),
            ComponentType.CheckboxGroup => InputForm.CheckboxGroup(form, this),
            ComponentType.Checkbox => InputForm.Checkbox(form, this),
            _ => SelectForm.Read(form, type, isInModal, this),
        };
        return component with { Id = id };
    }

    /// <summary>A list of components that must have between <paramref name="min"/> and <paramref name="max"/>.</summary>
    public IReadOnlyList<ComponentPayload> List(Form form, string name, ComponentPlace place, int min, int max)
    {
        if (!HasLength(form, name, min, max)) return [];
        return [.. form.Parts(name, max)!.Select(part => Read(part, place)).OfType<ComponentPayload>()];
    }

    /// <summary>One component that must be there.</summary>
    public ComponentPayload? Part(Form form, string name, ComponentPlace place)
    {
        if (form.Part(name) is { } part) return Read(part, place);
        if (form.Raw(name).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) form.Required(name);
        return null;
    }

    /// <summary>The custom_id of something that is answered; no other has the same.</summary>
    public string CustomId(Form form)
    {
        RefuseIfNotAnswered(form);
        var text = form.NullableText("custom_id", 1, ComponentLimits.CustomIdMax, trim: false).Value;
        if (text is null) form.Error("custom_id", "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required");
        else if (!_customIds.Add(text)) form.Error("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
        return text ?? "";
    }

    /// <summary>Notes an error when nobody would answer what is done with the component.</summary>
    public void RefuseIfNotAnswered(Form form)
    {
        if (!mayInteract) form.Error("type", "COMPONENT_INTERACTIVE_NOT_ALLOWED", "Only applications can send components that are answered.");
    }

    /// <summary>Counts a text towards what all texts may have.</summary>
    public void Count(string text)
    {
        var before = _characters;
        foreach (var _ in text.EnumerateRunes()) _characters++;
        if (before > ComponentLimits.TextMax || _characters <= ComponentLimits.TextMax) return;
        var max = ComponentLimits.TextMax.ToString(CultureInfo.InvariantCulture);
        root.Error("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", $"Components displayable text size exceeds maximum size of {max}");
    }

    /// <summary>Gives every component that has no number the next free one, each before those inside it.</summary>
    public IReadOnlyList<ComponentPayload> Finish(IReadOnlyList<ComponentPayload> components)
    {
        var last = 0;
        return Numbered(components);

        int Next()
        {
            do last++;
            while (_ids.Contains(last));
            return last;
        }

        ComponentPayload[] Numbered(IReadOnlyList<ComponentPayload> list)
        {
            var numbered = new ComponentPayload[list.Count];
            for (var i = 0; i < numbered.Length; i++) numbered[i] = NumberedOne(list[i]);
            return numbered;
        }

        ComponentPayload NumberedOne(ComponentPayload component)
        {
            component = component with { Id = component.Id ?? Next() };
            if (component.Components is { } inside) component = component with { Components = Numbered(inside) };
            if (component.Accessory is { } accessory) component = component with { Accessory = NumberedOne(accessory) };
            return component.Component is { } part ? component with { Component = NumberedOne(part) } : component;
        }
    }

    /// <summary>Whether a list has a length within bounds; notes it when not.</summary>
    public static bool HasLength(Form form, string name, int min, int max)
    {
        var list = form.Raw(name);
        if (list.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            form.Required(name);
            return false;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            form.Error(name, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return false;
        }

        var length = list.GetArrayLength();
        if (length >= min && length <= max) return true;
        form.Error(name, "BASE_TYPE_BAD_LENGTH", $"Must be between {min} and {max} in length.");
        return false;
    }

    private static ComponentType? TypeOf(Form form, ComponentPlace place)
    {
        var type = form.NullableInt("type", int.MinValue, int.MaxValue).Value;
        if (type is null)
        {
            form.Required("type");
            return null;
        }

        var allowed = ComponentPlaces.In(place);
        if (allowed.Contains((ComponentType)type)) return (ComponentType)type;
        form.Error("type", "UNION_TYPE_CHOICES", $"Value of field \"type\" must be one of ({string.Join(", ", allowed.Select(kind => (int)kind))}).");
        return null;
    }

    // 0 is none.
    private int? IdOf(Form form)
    {
        if (form.NullableInt("id", 0, int.MaxValue).Value is not (> 0 and var id)) return null;
        if (!_ids.Add(id)) form.Error("id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated");
        return id;
    }
}
