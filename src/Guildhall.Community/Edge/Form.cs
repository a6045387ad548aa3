using System.Globalization;
using System.Text.Json;
using Guildhall.Protocol;

namespace Guildhall.Community.Edge;

/// <summary>
/// A JSON object of a request, read field by field. Every wrong field is noted with Discord's code and message at its
/// path; the readers return something harmless, and <see cref="Failure"/> tells at the end. Absent and null differ where
/// a reader returns <see cref="Optional{T}"/>.
/// </summary>
public sealed class Form
{
    private readonly JsonElement _json;
    private readonly string _path;
    private readonly List<FieldError> _errors;

    public Form(JsonElement json)
        : this(json, "", [])
    {
        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
            Error("", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
    }

    private Form(JsonElement json, string path, List<FieldError> errors) => (_json, _path, _errors) = (json, path, errors);

    /// <summary>All errors of this form and its parts; null when there is none.</summary>
    public Failure? Failure => _errors.Count == 0 ? null : new Failure.InvalidForm(_errors);

    /// <summary>The object as it came.</summary>
    public JsonElement Json => _json;

    /// <summary>The raw value of a field; Undefined when absent.</summary>
    public JsonElement Raw(string name) =>
        _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>True when the field is there, even as null.</summary>
    public bool Has(string name) => Raw(name).ValueKind != JsonValueKind.Undefined;

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name, int min, int max)
    {
        var value = Text(name, min, max);
        if (!value.IsPresent) Required(name);
        return value.Value ?? "";
    }

    /// <summary>A text that may be absent but not null.</summary>
    public Optional<string> Text(string name, int min, int max)
    {
        var value = NullableText(name, min, max);
        if (value.IsPresent && value.Value is null) Required(name);
        return value.IsPresent ? value.Value ?? "" : default(Optional<string>);
    }

    /// <summary>A text that may be absent or null. Surrounding white space is dropped before the length counts.</summary>
    public Optional<string?> NullableText(string name, int min, int max, bool trim = true)
    {
        var raw = Raw(name);
        if (raw.ValueKind == JsonValueKind.Undefined) return default;
        if (raw.ValueKind == JsonValueKind.Null) return new Optional<string?>(true, null);
        if (raw.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            Error(name, "STRING_TYPE_CONVERT", "Could not interpret \"{}\" as string.");
            return new Optional<string?>(true, "");
        }

        if (StringOf(raw) is not { } text)
        {
            Error(name, "STRING_TYPE_CONVERT", "Could not interpret \"{}\" as string.");
            return new Optional<string?>(true, "");
        }

        if (trim) text = text.Trim();
        var length = CodePoints(text);
        if (length < min || length > max)
        {
            if (min == 0) Error(name, "BASE_TYPE_MAX_LENGTH", $"Must be {max} or fewer in length.");
            else if (length == 0) Required(name);
            else Error(name, "BASE_TYPE_BAD_LENGTH", $"Must be between {min} and {max} in length.");
        }

        return text;
    }

    /// <summary>A whole number within bounds that may be absent, not null.</summary>
    public Optional<int> Int(string name, int min, int max)
    {
        var value = NullableInt(name, min, max);
        if (value is { IsPresent: true, Value: null }) Required(name);
        return value.IsPresent ? value.Value ?? 0 : default(Optional<int>);
    }

    /// <summary>A whole number within bounds that may be absent or null.</summary>
    public Optional<int?> NullableInt(string name, int min, int max)
    {
        var raw = Raw(name);
        if (raw.ValueKind == JsonValueKind.Undefined) return default;
        if (raw.ValueKind == JsonValueKind.Null) return new Optional<int?>(true, null);
        if (!TryInt(raw, out var value))
            Error(name, "NUMBER_TYPE_COERCE", $"Value \"{Shown(raw)}\" is not int.");
        else if (value < min) Error(name, "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {min}.");
        else if (value > max) Error(name, "NUMBER_TYPE_MAX", $"int value should be less than or equal to {max}.");
        return (int)Math.Clamp(value, min, max);
    }

    /// <summary>A whole number that must be one of some.</summary>
    public Optional<int> Choice(string name, params ReadOnlySpan<int> allowed)
    {
        var value = Int(name, int.MinValue, int.MaxValue);
        if (value.IsPresent && !allowed.Contains(value.Value))
            Error(name, "BASE_TYPE_CHOICES", $"Value must be one of {{{string.Join(", ", allowed.ToArray())}}}.");
        return value;
    }

    public Optional<bool> Flag(string name)
    {
        var raw = Raw(name);
        switch (raw.ValueKind)
        {
            case JsonValueKind.Undefined: return default;
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            default:
                Error(name, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
                return false;
        }
    }

    /// <summary>Permissions as a decimal string or a number. Bits without a name are dropped.</summary>
    public Optional<Permissions> Permissions(string name)
    {
        var raw = Raw(name);
        if (raw.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return default;
        var text = StringOf(raw);
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            return (Permissions)bits & Guildhall.Protocol.Permissions.All;
        Error(name, "NUMBER_TYPE_COERCE", $"Value \"{Shown(raw)}\" is not int.");
        return Guildhall.Protocol.Permissions.None;
    }

    /// <summary>An id that may be absent or null.</summary>
    public Optional<TId?> Id<TId>(string name)
        where TId : struct, ISnowflakeId<TId>
    {
        var raw = Raw(name);
        if (raw.ValueKind == JsonValueKind.Undefined) return default;
        if (raw.ValueKind == JsonValueKind.Null) return new Optional<TId?>(true, null);
        return TryId<TId>(raw, name, out var id) ? id : new Optional<TId?>(true, null);
    }

    /// <summary>A list of ids; null counts as absent.</summary>
    public Optional<IReadOnlyList<TId>> Ids<TId>(string name, int max)
        where TId : struct, ISnowflakeId<TId>
    {
        if (!TryList(name, max, out var items)) return default;
        List<TId> ids = new(items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            if (TryId<TId>(items[i], $"{name}.{i.ToString(CultureInfo.InvariantCulture)}", out var id) && !ids.Contains(id)) ids.Add(id);
        }

        return new Optional<IReadOnlyList<TId>>(true, ids);
    }

    /// <summary>A list of texts; null counts as absent.</summary>
    public Optional<IReadOnlyList<string>> Texts(string name, int max, int maxLength)
    {
        if (!TryList(name, max, out var items)) return default;
        List<string> texts = new(items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            var at = $"{name}.{i.ToString(CultureInfo.InvariantCulture)}";
            if (items[i].ValueKind != JsonValueKind.String || StringOf(items[i]) is not { } text) Error(at, "STRING_TYPE_CONVERT", $"Could not interpret \"{Shown(items[i])}\" as string.");
            else if (text.Length > maxLength) Error(at, "BASE_TYPE_MAX_LENGTH", $"Must be {maxLength} or fewer in length.");
            else texts.Add(text);
        }

        return new Optional<IReadOnlyList<string>>(true, texts);
    }

    /// <summary>A moment in ISO 8601 that may be absent or null.</summary>
    public Optional<DateTimeOffset?> Moment(string name)
    {
        var raw = Raw(name);
        if (raw.ValueKind == JsonValueKind.Undefined) return default;
        if (raw.ValueKind == JsonValueKind.Null) return new Optional<DateTimeOffset?>(true, null);
        if (raw.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(StringOf(raw), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment.ToUniversalTime();
        Error(name, "DATE_TIME_TYPE_PARSE", $"Could not parse {Shown(raw)}. Should be ISO8601.");
        return new Optional<DateTimeOffset?>(true, null);
    }

    /// <summary>An object inside this one, as a form whose errors stand at its path; null when absent or null.</summary>
    public Form? Part(string name)
    {
        var raw = Raw(name);
        if (raw.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        if (raw.ValueKind == JsonValueKind.Object) return new Form(raw, At(name), _errors);
        Error(name, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
        return null;
    }

    /// <summary>A list of objects inside this one; null when absent or null.</summary>
    public IReadOnlyList<Form>? Parts(string name, int max)
    {
        if (!TryList(name, max, out var items)) return null;
        return Forms(items, At(name));
    }

    /// <summary>The objects of a body that is a list.</summary>
    public static Result<IReadOnlyList<Form>> List(JsonElement body, int max, out Form root)
    {
        root = new Form(default, "", []);
        if (body.ValueKind != JsonValueKind.Array) return new Failure.InvalidForm([new FieldError("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")]);
        if (body.GetArrayLength() > max) return new Failure.InvalidForm([new FieldError("", "BASE_TYPE_MAX_LENGTH", $"Must be {max} or fewer in length.")]);
        return new Result<IReadOnlyList<Form>>(root.Forms([.. body.EnumerateArray()], ""));
    }

    /// <summary>Notes an error at a field of this form ("" for the form itself).</summary>
    public void Error(string name, string code, string message) => _errors.Add(new FieldError(At(name), code, message));

    /// <summary>Notes that a field is missing.</summary>
    public void Required(string name) => Error(name, "BASE_TYPE_REQUIRED", "This field is required");

    /// <summary>A string's value, or the text of anything else; null for a string that is no valid Unicode (a lone surrogate, broken UTF-8).</summary>
    internal static string? StringOf(JsonElement raw)
    {
        if (raw.ValueKind != JsonValueKind.String) return raw.GetRawText();
        try
        {
            return raw.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static int CodePoints(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }

    private static bool TryInt(JsonElement raw, out long value)
    {
        value = 0;
        if (raw.ValueKind == JsonValueKind.Number)
            return raw.TryGetInt64(out value) || (raw.TryGetDouble(out var real) && real == Math.Floor(real) && Math.Abs(real) < long.MaxValue && Set(out value, (long)real));
        return raw.ValueKind == JsonValueKind.String
            && long.TryParse(StringOf(raw), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static bool Set(out long target, long value)
    {
        target = value;
        return true;
    }

    private static string Shown(JsonElement raw)
    {
        var text = StringOf(raw) ?? "";
        return text.Length > 100 ? text[..100] : text;
    }

    private bool TryId<TId>(JsonElement raw, string name, out TId id)
        where TId : struct, ISnowflakeId<TId>
    {
        id = default;
        if (raw.ValueKind is JsonValueKind.String or JsonValueKind.Number
            && Snowflake.TryParse(StringOf(raw), out var snowflake))
        {
            id = TId.From(snowflake);
            return true;
        }

        Error(name, "NUMBER_TYPE_COERCE", $"Value \"{Shown(raw)}\" is not snowflake.");
        return false;
    }

    private bool TryList(string name, int max, out JsonElement[] items)
    {
        items = [];
        var raw = Raw(name);
        if (raw.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return false;
        if (raw.ValueKind != JsonValueKind.Array)
        {
            Error(name, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return false;
        }

        if (raw.GetArrayLength() > max)
        {
            Error(name, "BASE_TYPE_MAX_LENGTH", $"Must be {max} or fewer in length.");
            return true;
        }

        items = [.. raw.EnumerateArray()];
        return true;
    }

    private List<Form> Forms(JsonElement[] items, string path)
    {
        List<Form> forms = new(items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            var at = path.Length == 0 ? i.ToString(CultureInfo.InvariantCulture) : $"{path}.{i.ToString(CultureInfo.InvariantCulture)}";
            if (items[i].ValueKind == JsonValueKind.Object) forms.Add(new Form(items[i], at, _errors));
            else _errors.Add(new FieldError(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType"));
        }

        return forms;
    }

    private string At(string name) => name.Length == 0 ? _path : _path.Length == 0 ? name : $"{_path}.{name}";
}
