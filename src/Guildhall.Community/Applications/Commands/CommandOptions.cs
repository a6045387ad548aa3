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

    /// <summary>What counts towards the size of a command: names, descriptions and values.</summary>
    public static int Characters(CommandOptionPayload option) =>
        option.Name.Length + option.Description.Length
        + (option.Choices ?? []).Sum(choice => choice.Name.Length + choice.Value.GetRawText().Length)
        + (option.Options ?? []).Sum(Characters);

    // Below a group only subcommands may stand, below a subcommand only parameters.
    private static List<CommandOptionPayload> ReadList(Form form, int deepest, int above)
    {
        var parts = form.Parts("options", OptionsMax) ?? [];
        List<CommandOptionPayload> options = [.. parts.Select(part => ReadOne(part, deepest))];
        if (options.Exists(IsSub) && !options.TrueForAll(IsSub))
            form.Error("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types");
        if (above == OptionType.SubCommandGroup && !options.TrueForAll(option => option.Type == OptionType.SubCommand))
            form.Error("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A sub-command group holds sub-commands only");
        if (options.Select(option => option.Name).Distinct().Count() < options.Count)
            form.Error("options", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists");
        var firstFree = options.FindIndex(option => !IsSub(option) && option.Required != true);
        if (firstFree >= 0 && options.FindLastIndex(option => option.Required == true) > firstFree)
            form.Error("options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options");
        return options;
    }

    private static CommandOptionPayload ReadOne(Form form, int deepest)
    {
        var type = form.Int("type", 1, OptionType.Attachment);
        if (!type.IsPresent) form.Required("type");
        if (!form.Has("name")) form.Required("name");
        var kind = type.Value;
        if ((kind == OptionType.SubCommandGroup && deepest < OptionType.SubCommandGroup) || (kind == OptionType.SubCommand && deepest < OptionType.SubCommand))
            form.Error("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands cannot be nested that deep");
        var isSub = kind is OptionType.SubCommand or OptionType.SubCommandGroup;
        var hasChoices = kind is OptionType.Text or OptionType.Integer or OptionType.Number;
        var choices = hasChoices && form.Parts("choices", ChoicesMax) is { } parts ? parts.Select(part => ReadChoice(part, kind)).ToArray() : null;
        var autocomplete = hasChoices ? form.FlagOrAbsent("autocomplete") : default;
        if (autocomplete.Value && choices is { Length: > 0 })
            form.Error("autocomplete", "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES", "Autocomplete cannot be used together with choices");
        return new CommandOptionPayload
        {
            Type = kind,
            Name = CommandForm.ReadName(form, "name", isText: true).Value ?? "",
            NameLocalizations = CommandForm.ReadLocalized(form, "name_localizations", 32, isName: true).Value,
            Description = form.RequiredText("description", 1, DescriptionMax),
            DescriptionLocalizations = CommandForm.ReadLocalized(form, "description_localizations", DescriptionMax, isName: false).Value,
            Required = isSub ? null : form.FlagOrAbsent("required") is { IsPresent: true, Value: true } ? true : null,
            Autocomplete = autocomplete is { IsPresent: true, Value: true } ? true : null,
            Choices = choices is { Length: > 0 } ? choices : null,
            Options = isSub && form.Has("options") ? ReadList(form, kind == OptionType.SubCommandGroup ? OptionType.SubCommand : 0, kind) : null,
            ChannelTypes = kind == OptionType.Channel ? ReadChannelTypes(form) : null,
            MinValue = kind is OptionType.Integer or OptionType.Number ? ReadNumber(form, "min_value", kind) : null,
            MaxValue = kind is OptionType.Integer or OptionType.Number ? ReadNumber(form, "max_value", kind) : null,
            MinLength = kind == OptionType.Text ? form.NullableInt("min_length", 0, OptionType.TextMax).Value : null,
            MaxLength = kind == OptionType.Text ? form.NullableInt("max_length", 1, OptionType.TextMax).Value : null,
        };
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
        return kind == OptionType.Number ? value.TryGetDouble(out var real) && double.IsFinite(real) : value.TryGetInt64(out var whole) && Math.Abs(whole) <= OptionType.WholeMax;
    }

    private static IReadOnlyList<int>? ReadChannelTypes(Form form)
    {
        var raw = form.Raw("channel_types");
        if (raw.ValueKind != JsonValueKind.Array) return null;
        List<int> types = [];
        foreach (var item in raw.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var type) && Enum.IsDefined((ChannelType)type)) types.Add(type);
            else form.Error("channel_types", "BASE_TYPE_CHOICES", "Not a type of channel.");
        }

        return types.Count == 0 ? null : [.. types.Distinct()];
    }

    private static bool IsSub(CommandOptionPayload option) => option.Type is OptionType.SubCommand or OptionType.SubCommandGroup;
}
