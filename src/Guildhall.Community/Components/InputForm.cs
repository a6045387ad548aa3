using Guildhall.Community.Edge;

namespace Guildhall.Community.Components;

/// <summary>Reads what a modal asks for: labels, and texts, files and choices inside them.</summary>
internal static class InputForm
{
    private const int Short = 1;
    private const int Paragraph = 2;

    public static ComponentPayload Label(Form form, ComponentReading reading) => new()
    {
        Type = ComponentType.Label,
        Label = form.RequiredText("label", 1, ComponentLimits.LabelMax),
        Description = form.NullableText("description", 1, ComponentLimits.LabelDescriptionMax).Value,
        Component = reading.Part(form, "component", ComponentPlace.Label),
    };

    /// <param name="form">The input.</param>
    /// <param name="hasLabel">True in a row, where no label stands above it.</param>
    /// <param name="reading">The modal's.</param>
    public static ComponentPayload TextInput(Form form, bool hasLabel, ComponentReading reading)
    {
        if (!form.Has("style")) form.Required("style");
        var min = form.NullableInt("min_length", 0, ComponentLimits.TextInputMax).Value;
        var max = form.NullableInt("max_length", 1, ComponentLimits.TextInputMax).Value;
        if (max < min) form.Error("max_length", "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {min}.");
        if (!hasLabel && form.Has("label") && !form.IsNull("label"))
            form.Error("label", "COMPONENT_LABEL_NOT_ALLOWED", "A text input inside a label has no label of its own.");
        return new ComponentPayload
        {
            Type = ComponentType.TextInput,
            CustomId = reading.CustomId(form),
            Style = form.Choice("style", Short, Paragraph).Value,
            Label = hasLabel ? form.RequiredText("label", 1, ComponentLimits.LabelMax) : null,
            MinLength = min,
            MaxLength = max,
            Required = form.FlagOrAbsent("required").Or(true),
            Value = form.NullableText("value", 0, max ?? ComponentLimits.TextInputMax, trim: false).Value,
            Placeholder = form.NullableText("placeholder", 0, ComponentLimits.TextInputPlaceholderMax).Value,
        };
    }

    public static ComponentPayload FileUpload(Form form, ComponentReading reading)
    {
        var (min, max) = SelectForm.Bounds(form, ComponentLimits.FilesPerUpload);
        var types = form.Texts("file_types", ComponentLimits.FileTypesPerUpload, ComponentLimits.FileTypeMax).Value;
        return new ComponentPayload
        {
            Type = ComponentType.FileUpload,
            CustomId = reading.CustomId(form),
            MinValues = min,
            MaxValues = max,
            Required = form.FlagOrAbsent("required").Or(true),
            FileTypes = types is { Count: > 0 } ? types : null,
        };
    }

    public static ComponentPayload RadioGroup(Form form, ComponentReading reading)
    {
        var options = SelectForm.ReadOptions(form, ComponentLimits.RadioOptionsMin, ComponentLimits.RadioOptionsMax, withEmoji: false);
        SelectForm.RefuseMoreDefaults(form, options, 1);
        return new ComponentPayload
        {
            Type = ComponentType.RadioGroup,
            CustomId = reading.CustomId(form),
            Options = options,
            Required = form.FlagOrAbsent("required").Or(true),
        };
    }

    public static ComponentPayload CheckboxGroup(Form form, ComponentReading reading)
    {
        var options = SelectForm.ReadOptions(form, 1, ComponentLimits.CheckboxOptionsMax, withEmoji: false);
        var min = form.NullableInt("min_values", 0, ComponentLimits.CheckboxOptionsMax).Value ?? 1;
        var max = form.NullableInt("max_values", 1, ComponentLimits.CheckboxOptionsMax).Value ?? Math.Max(1, options.Count);
        if (max < min) form.Error("max_values", "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {min}.");
        if (options.Count > 0 && max > options.Count) form.Error("max_values", "NUMBER_TYPE_MAX", $"int value should be less than or equal to {options.Count}.");
        SelectForm.RefuseMoreDefaults(form, options, max);
        return new ComponentPayload
        {
            Type = ComponentType.CheckboxGroup,
            CustomId = reading.CustomId(form),
            Options = options,
            MinValues = min,
            MaxValues = max,
            Required = form.FlagOrAbsent("required").Or(true),
        };
    }

    public static ComponentPayload Checkbox(Form form, ComponentReading reading) => new()
    {
        Type = ComponentType.Checkbox,
        CustomId = reading.CustomId(form),
        Default = form.FlagOrAbsent("default").Value,
    };
}
