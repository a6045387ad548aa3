using System.Text.Json;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Applications.Commands;

/// <summary>The options of a command as a form carries them: parameters, or subcommands and groups of those, never both.</summary>
internal static class CommandOptions
{
    private const int OptionsMax = 25;
    private const int ChoicesMax = 25;
    private const int ChoiceNameMax = 100;
    private const int ChoiceTextMax = 100;
    private const int DescriptionMax = 100;
    private const int ChannelTypesMax = 25;

    /// <summary>Reads the options of a command; errors are noted in the form.</summary>
    public static Optional<IReadOnlyList<CommandOptionPayload>?> Read(Form form, int commandType)
    {
        if (!form.Has("options")) return default;
        if (form.IsNull("options")) return new Optional<IReadOnlyList<CommandOptionPayload>?>(true, null);
        var options = ReadList(form, OptionType.SubCommandGroup, 0);
        if (commandType != CommandPayload.ChatInput && options.Count > 0)
            form.Error("options", "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED", "Context menu commands cannot have options");
        return new Optional<IReadOnlyList<CommandOptionPayload>?>(true, options);
    }

    // Below a group only subcommands may stand, below a subcommand only parameters.
    private static List<CommandOptionPayload> ReadList(Form form, int deepest, int above)
    {
        var parts = form.Parts("options", OptionsMax) ?? [];
        List<CommandOptionPayload> options = [.. parts.Select(part => ReadOne(part, deepest))];
        if (options.Exists(IsSub) && !options.TrueForAll(IsSub))
            form.Error("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types");
        if (above == OptionType.SubCommandGroup && !options.TrueForAll(option => option.Type == OptionType.SubCommand))
            form.Error("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A sub-command group holds sub-commands only");
        var firstFree = options.FindIndex(option => !IsSub(option) && option.Required != true);
        for (var i = 0; i < options.Count; i++)
        {
            var name = options[i].Name;
            if (name.Length > 0 && options.FindIndex(other => other.Name == name) < i)
                parts[i].Error("name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
            if (firstFree >= 0 && i > firstFree && options[i].Required == true)
                parts[i].Error("", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options");
        }

        return options;
    }

    private static CommandOptionPayload ReadOne(Form form, int deepest)
    {
        var type = form.Choice("type", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        if (!type.IsPresent) form.Required("type");
        if (!form.Has("name")) form.Required("name");
        var kind = type.Value;
        if ((kind == OptionType.SubCommandGroup && deepest < OptionType.SubCommandGroup) || (kind == OptionType.SubCommand && deepest < OptionType.SubCommand))
            form.Error("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands cannot be nested that deep");
        CheckFields(form, kind);
        var isSub = IsSub(kind);
        var choices = ReadChoices(form, kind);
        var isNumber = kind is OptionType.Integer or OptionType.Number;
        var option = new CommandOptionPayload
        {
            Type = kind,
            Name = CommandForm.ReadName(form, "name", isText: true).Value ?? "",
            NameLocalizations = CommandForm.ReadLocalized(form, "name_localizations", CommandName.Max, isName: true).Value,
            Description = form.RequiredText("description", 1, DescriptionMax),
            DescriptionLocalizations = CommandForm.ReadLocalized(form, "description_localizations", DescriptionMax, isName: false).Value,
            Required = !isSub && form.FlagOrAbsent("required").Value ? true : null,
            Autocomplete = HasChoices(kind) && form.FlagOrAbsent("autocomplete").Value ? true : null,
            Choices = choices is { Length: > 0 } ? choices : null,
            Options = isSub && form.Has("options") ? ReadList(form, kind == OptionType.SubCommandGroup ? OptionType.SubCommand : 0, kind) : null,
            ChannelTypes = kind == OptionType.Channel ? ReadChannelTypes(form) : null,
            MinValue = isNumber ? ReadNumber(form, "min_value", kind) : null,
            MaxValue = isNumber ? ReadNumber(form, "max_value", kind) : null,
            MinLength = kind == OptionType.Text ? form.NullableInt("min_length", 0, OptionType.TextMax).Value : null,
            MaxLength = kind == OptionType.Text ? form.NullableInt("max_length", 1, OptionType.TextMax).Value : null,
        };
        CheckBounds(form, option);
        return option;
    }

    // What an option of this type can't have. Empty lists and false say nothing.
    private static void CheckFields(Form form, int kind)
    {
        if (kind == 0) return;
        var hasChoices = form.Raw("choices") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0;
        if (hasChoices && !HasChoices(kind)) form.Error("choices", "APPLICATION_COMMAND_CHOICES_INVALID", "Choices cannot be configured for this type of option");
        if (form.FlagOrAbsent("autocomplete").Value)
        {
            if (!HasChoices(kind)) form.Error("autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "Autocomplete cannot be configured for this type of option");
            else if (hasChoices) form.Error("autocomplete", "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES", "Autocomplete cannot be used together with choices");
        }

        if (!IsSub(kind))
        {
            if (form.Raw("options") is { ValueKind: JsonValueKind.Array } options && options.GetArrayLength() > 0)
                form.Error("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Options cannot be configured for this type of option");
        }
        else if (form.FlagOrAbsent("required").Value)
        {
            form.Error("required", "APPLICATION_COMMAND_REQUIRED_INVALID", "Required cannot be configured for this type of option");
        }
    }

    private static void CheckBounds(Form form, CommandOptionPayload option)
    {
        if (option is { MinValue: { ValueKind: JsonValueKind.Number } min, MaxValue: { ValueKind: JsonValueKind.Number } max } && min.GetDouble() > max.GetDouble())
            form.Error("max_value", "NUMBER_TYPE_MIN", $"Value should be greater than or equal to {min.GetRawText()}.");
        if (option.MinLength > option.MaxLength) form.Error("max_length", "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {option.MinLength}.");
    }

    private static CommandChoicePayload[]? ReadChoices(Form form, int kind)
    {
        if (!HasChoices(kind) || form.Parts("choices", ChoicesMax) is not { } parts) return null;
        CommandChoicePayload[] choices = [.. parts.Select(part => ReadChoice(part, kind))];
        for (var i = 0; i < choices.Length; i++)
        {
            var (name, value) = (choices[i].Name, choices[i].Value);
            if (name.Length > 0 && choices.Take(i).Any(other => other.Name == name))
                parts[i].Error("name", "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Option choice name already exists");
            if (value.ValueKind != JsonValueKind.Undefined && choices.Take(i).Any(other => other.Value.ValueKind != JsonValueKind.Undefined && JsonElement.DeepEquals(other.Value, value)))
                parts[i].Error("value", "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_ALREADY_EXISTS", "Option choice value already exists");
        }

        return choices;
    }

    /// <summary>A value to choose, which must be of the type of the option.</summary>
    internal static CommandChoicePayload ReadChoice(Form form, int kind)
    {
        var value = form.Raw("value");
        if (value.ValueKind == JsonValueKind.Undefined) form.Required("value");
        else if (kind == OptionType.Text ? value.ValueKind != JsonValueKind.String || Form.StringOf(value) is not { Length: <= ChoiceTextMax } : !IsNumber(value, kind))
            form.Error("value", "APPLICATION_COMMAND_OPTION_CHOICE_VALUE_INVALID", "The value does not fit the type of the option");
        return new CommandChoicePayload(form.RequiredText("name", 1, ChoiceNameMax), value.ValueKind == JsonValueKind.Undefined ? default : value.Clone())
        {
            NameLocalizations = CommandForm.ReadLocalized(form, "name_localizations", ChoiceNameMax, isName: false).Value,
        };
    }

    private static JsonElement? ReadNumber(Form form, string field, int kind)
    {
        var value = form.Raw(field);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        if (!IsNumber(value, kind)) form.Error(field, "NUMBER_TYPE_COERCE", "Value is not a number of this type.");
        return value.Clone();
    }

    private static bool IsNumber(JsonElement value, int kind)
    {
        if (value.ValueKind != JsonValueKind.Number) return false;
        return kind == OptionType.Number
            ? value.TryGetDouble(out var real) && double.IsFinite(real)
            : value.TryGetInt64(out var whole) && whole is >= -OptionType.WholeMax and <= OptionType.WholeMax;
    }

    private static IReadOnlyList<int>? ReadChannelTypes(Form form)
    {
        var raw = form.Raw("channel_types");
        if (raw.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        if (raw.ValueKind != JsonValueKind.Array || raw.GetArrayLength() > ChannelTypesMax)
        {
            form.Error("channel_types", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return null;
        }

        List<int> types = [];
        foreach (var item in raw.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var type) && Enum.IsDefined((ChannelType)type)) types.Add(type);
            else form.Error("channel_types", "BASE_TYPE_CHOICES", "Not a type of channel.");
        }

        return types.Count == 0 ? null : [.. types.Distinct()];
    }

    private static bool HasChoices(int kind) => kind is OptionType.Text or OptionType.Integer or OptionType.Number;

    private static bool IsSub(int kind) => kind is OptionType.SubCommand or OptionType.SubCommandGroup;

    private static bool IsSub(CommandOptionPayload option) => IsSub(option.Type);
}
