using System.Globalization;
using System.Text.Json;
using Guildhall.Community.Applications.Commands;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Interactions.Commands;

/// <summary>Reads the values of a call one by one and gathers what they name.</summary>
internal sealed class CallReader(bool isAutocomplete, IReadOnlyDictionary<string, AttachmentPayload> files)
{
    private readonly List<RoleId> _roles = [];
    private readonly List<Snowflake> _mentionables = [];
    private readonly List<ChannelId> _channels = [];
    private readonly List<ChannelDemand> _demands = [];
    private readonly Dictionary<string, AttachmentPayload> _attachments = new(StringComparer.Ordinal);

    public bool IsAutocomplete => isAutocomplete;

    public List<UserId> Users { get; } = [];

    public List<MessageId> Messages { get; } = [];

    /// <summary>How many options are in focus.</summary>
    public int Focused { get; private set; }

    /// <summary>What the values name. While a call is being written nothing is looked up.</summary>
    public NamedIds Named() => isAutocomplete ? NamedIds.None : new NamedIds
    {
        Users = Users,
        Roles = _roles,
        Mentionables = _mentionables,
        Channels = _channels,
        ChannelDemands = _demands,
        Messages = Messages,
        Attachments = [.. _attachments.Values],
    };

    /// <summary>An option with its value; errors are noted in the form.</summary>
    public InteractionOptionPayload Read(Form form, CommandOptionPayload option)
    {
        var isFocused = isAutocomplete && form.FlagOrAbsent("focused").Or(false);
        if (isFocused)
        {
            Focused++;
            if (option.Autocomplete != true) form.Error("focused", "BASE_TYPE_CHOICES", "The option has no autocomplete.");
        }

        var raw = form.Raw("value");
        if (raw.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            if (!isFocused) form.Required("value");
            return new InteractionOptionPayload(option.Name, option.Type) { Value = Json(""), Focused = isFocused ? true : null };
        }

        var value = option.Type switch
        {
            OptionType.Text => ReadText(form, raw, option),
            OptionType.Integer or OptionType.Number => ReadNumber(form, raw, option, isFocused),
            OptionType.Boolean => ReadBoolean(form, raw),
            OptionType.Attachment => ReadFile(form, raw),
            _ => ReadId(form, option),
        };
        return new InteractionOptionPayload(option.Name, option.Type) { Value = value, Focused = isFocused ? true : null };
    }

    private static JsonElement Json(string text) => JsonSerializer.SerializeToElement(text, InteractionJson.Default.String);

    private JsonElement? ReadText(Form form, JsonElement raw, CommandOptionPayload option)
    {
        if (raw.ValueKind != JsonValueKind.String || Form.StringOf(raw) is not { } text)
        {
            form.Error("value", "STRING_TYPE_CONVERT", "Could not interpret \"{}\" as string.");
            return null;
        }

        var length = text.EnumerateRunes().Count();
        var (min, max) = isAutocomplete ? (0, OptionType.TextMax) : (option.MinLength ?? 0, option.MaxLength ?? OptionType.TextMax);
        if (length < min || length > max) form.Error("value", "BASE_TYPE_BAD_LENGTH", $"Must be between {min} and {max} in length.");
        if (!isAutocomplete && option.Choices is { } choices && !choices.Any(choice => choice.Value.ValueKind == JsonValueKind.String && choice.Value.GetString() == text))
            NotAChoice(form);
        return Json(text);
    }

    // What is in focus is whatever has been typed so far, which need not be a number yet.
    private JsonElement? ReadNumber(Form form, JsonElement raw, CommandOptionPayload option, bool isFocused)
    {
        if (isFocused && raw.ValueKind == JsonValueKind.String) return ReadText(form, raw, option);
        if (raw.ValueKind != JsonValueKind.Number || !raw.TryGetDouble(out var number) || !double.IsFinite(number)
            || (option.Type == OptionType.Integer && (number != Math.Floor(number) || Math.Abs(number) > OptionType.WholeMax)))
        {
            form.Error("value", "NUMBER_TYPE_COERCE", $"Value is not {(option.Type == OptionType.Integer ? "int" : "float")}.");
            return null;
        }

        if (!isAutocomplete)
        {
            if (option.MinValue is { } min && number < min.GetDouble())
                form.Error("value", "NUMBER_TYPE_MIN", $"Value should be greater than or equal to {min.GetRawText()}.");
            if (option.MaxValue is { } max && number > max.GetDouble())
                form.Error("value", "NUMBER_TYPE_MAX", $"Value should be less than or equal to {max.GetRawText()}.");
            if (option.Choices is { } choices && !choices.Any(choice => choice.Value.ValueKind == JsonValueKind.Number && choice.Value.GetDouble().Equals(number)))
                NotAChoice(form);
        }

        return option.Type == OptionType.Integer
            ? JsonSerializer.SerializeToElement((long)number, InteractionJson.Default.Int64)
            : JsonSerializer.SerializeToElement(number, InteractionJson.Default.Double);
    }

    private static void NotAChoice(Form form) => form.Error("value", "BASE_TYPE_CHOICES", "Value must be one of the option's choices.");

    private static JsonElement? ReadBoolean(Form form, JsonElement raw)
    {
        if (raw.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) form.Error("value", "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
        return JsonSerializer.SerializeToElement(raw.ValueKind == JsonValueKind.True, InteractionJson.Default.Boolean);
    }

    private JsonElement? ReadFile(Form form, JsonElement raw)
    {
        var id = raw.ValueKind == JsonValueKind.Number ? raw.GetRawText() : raw.ValueKind == JsonValueKind.String ? Form.StringOf(raw) : null;
        if (id is not null && files.TryGetValue(id, out var file))
        {
            _attachments[id] = file;
            return Json(file.Id.ToString());
        }

        if (!isAutocomplete) form.Error("value", "BASE_TYPE_CHOICES", "No file of this id came along.");
        return isAutocomplete && id is { Length: <= OptionType.IdTextMax } ? Json(id) : null;
    }

    private JsonElement? ReadId(Form form, CommandOptionPayload option)
    {
        if (form.Id<UserId>("value").Value is not { } id) return null;
        switch (option.Type)
        {
            case OptionType.User:
                Users.Add(id);
                break;
            case OptionType.Role:
                _roles.Add(new RoleId(id.Value));
                break;
            case OptionType.Mentionable:
                _mentionables.Add(id.Value);
                break;
            default:
                _channels.Add(new ChannelId(id.Value));
                if (option.ChannelTypes is { Count: > 0 } types) _demands.Add(new ChannelDemand(new ChannelId(id.Value), [.. types.Select(type => (ChannelType)type)]));
                break;
        }

        return Json(id.Value.Value.ToString(CultureInfo.InvariantCulture));
    }
}
