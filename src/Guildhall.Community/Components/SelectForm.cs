using System.Globalization;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Components;

/// <summary>Reads selects: of own choices, of users, roles, both, or channels.</summary>
internal static class SelectForm
{
    public static ComponentPayload Read(Form form, ComponentType type, bool isInModal, ComponentReading reading)
    {
        var customId = reading.CustomId(form);
        var (min, max) = Bounds(form, ComponentLimits.ValuesPerSelect);
        if (isInModal && form.FlagOrAbsent("disabled").Value) form.Error("disabled", "COMPONENT_DISABLED_IN_MODAL", "A component of a modal cannot be disabled.");
        var select = new ComponentPayload
        {
            Type = type,
            CustomId = customId,
            Placeholder = form.NullableText("placeholder", 0, ComponentLimits.PlaceholderMax).Value is { Length: > 0 } hint ? hint : null,
            MinValues = min,
            MaxValues = max,
            Disabled = !isInModal && form.FlagOrAbsent("disabled") is { IsPresent: true, Value: var isDisabled } ? isDisabled : null,
            Required = isInModal ? form.FlagOrAbsent("required").Or(true) : null,
        };
        return type switch
        {
            ComponentType.StringSelect => select with { Options = Options(form, max) },
            ComponentType.ChannelSelect => select with { ChannelTypes = ChannelTypes(form), DefaultValues = Defaults(form, type, max) },
            _ => select with { DefaultValues = Defaults(form, type, max) },
        };
    }

    /// <summary>min_values and max_values, 1 each when not given.</summary>
    public static (int Min, int Max) Bounds(Form form, int most)
    {
        var min = form.NullableInt("min_values", 0, most).Value ?? 1;
        var max = form.NullableInt("max_values", 1, most).Value ?? 1;
        if (max < min) form.Error("max_values", "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {min}.");
        return (min, max);
    }

    /// <summary>Choices with values of their own.</summary>
    public static IReadOnlyList<ComponentOptionPayload> ReadOptions(Form form, int least, int most, bool withEmoji)
    {
        if (!ComponentReading.HasLength(form, "options", least, most)) return [];
        var parts = form.Parts("options", most)!;
        ComponentOptionPayload[] options = [.. parts.Select(part => Option(part, withEmoji))];
        HashSet<string> values = new(StringComparer.Ordinal);
        for (var i = 0; i < options.Length; i++)
        {
            if (!values.Add(options[i].Value)) parts[i].Error("", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used");
        }

        return options;
    }

    /// <summary>Notes an error when more choices begin chosen than may be.</summary>
    public static void RefuseMoreDefaults(Form form, IReadOnlyList<ComponentOptionPayload> options, int most)
    {
        if (options.Count(option => option.Default == true) > most)
            form.Error("options", "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", $"At most {most} options may be chosen by default.");
    }

    private static IReadOnlyList<ComponentOptionPayload> Options(Form form, int max)
    {
        var options = ReadOptions(form, 1, ComponentLimits.OptionsPerSelect, withEmoji: true);
        if (options.Count > 0 && options.Count < max)
            form.Error("options", "BASE_TYPE_BAD_LENGTH", $"Must be between {max} and {ComponentLimits.OptionsPerSelect} in length.");
        RefuseMoreDefaults(form, options, max);
        return options;
    }

    private static ComponentOptionPayload Option(Form form, bool withEmoji)
    {
        var label = form.RequiredText("label", 1, ComponentLimits.OptionLabelMax);
        var value = form.NullableText("value", 1, ComponentLimits.OptionValueMax, trim: false).Value;
        if (value is null) form.Required("value");
        return new ComponentOptionPayload(label, value ?? "")
        {
            Description = form.NullableText("description", 0, ComponentLimits.OptionDescriptionMax).Value is { Length: > 0 } text ? text : null,
            Emoji = withEmoji ? ButtonForm.Emoji(form) : null,
            Default = form.FlagOrAbsent("default") is { IsPresent: true, Value: var isDefault } ? isDefault : null,
        };
    }

    private static ChannelType[]? ChannelTypes(Form form)
    {
        if (form.Raw("channel_types") is not { ValueKind: System.Text.Json.JsonValueKind.Array } list)
        {
            if (form.Has("channel_types") && !form.IsNull("channel_types"))
                form.Error("channel_types", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return null;
        }

        List<ChannelType> types = [];
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == System.Text.Json.JsonValueKind.Number && item.TryGetInt32(out var number) && Enum.IsDefined((ChannelType)number))
            {
                if (!types.Contains((ChannelType)number)) types.Add((ChannelType)number);
            }
            else
            {
                form.Error(FormattableString.Invariant($"channel_types.{index}"), "BASE_TYPE_CHOICES", "Value must be a type of channel.");
                return null;
            }

            index++;
        }

        return types.Count == 0 ? null : [.. types];
    }

    private static ComponentDefaultPayload[]? Defaults(Form form, ComponentType type, int max)
    {
        if (form.Parts("default_values", ComponentLimits.ValuesPerSelect) is not { Count: > 0 } parts) return null;
        if (parts.Count > max)
        {
            form.Error("default_values", "BASE_TYPE_MAX_LENGTH", $"Must be {max.ToString(CultureInfo.InvariantCulture)} or fewer in length.");
            return null;
        }

        string[] kinds = type switch
        {
            ComponentType.UserSelect => ["user"],
            ComponentType.RoleSelect => ["role"],
            ComponentType.ChannelSelect => ["channel"],
            _ => ["user", "role"],
        };
        return [.. parts.Select(part => Default(part, kinds)).OfType<ComponentDefaultPayload>().Distinct()];
    }

    private static ComponentDefaultPayload? Default(Form form, string[] kinds)
    {
        var kind = form.NullableText("type", 1, ComponentLimits.OptionValueMax).Value;
        var id = form.Id<UserId>("id");
        if (kind is null) form.Required("type");
        else if (!kinds.Contains(kind)) form.Error("type", "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", kinds.Select(name => $"'{name}'"))}}}.");
        if (!id.IsPresent) form.Required("id");
        return kind is not null && id.Value is { } found ? new ComponentDefaultPayload(found.Value, kind) : null;
    }
}
