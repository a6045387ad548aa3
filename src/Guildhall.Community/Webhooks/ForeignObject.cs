using System.Globalization;
using System.Text.Json;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Webhooks;

/// <summary>An object of another service's JSON, read without trust: what is missing or of another kind is null.</summary>
internal readonly record struct ForeignObject(JsonElement Json)
{
    /// <summary>True when there is such an object.</summary>
    public bool IsThere => Json.ValueKind == JsonValueKind.Object;

    /// <summary>The object at a name; one that is not there answers null to everything.</summary>
    public ForeignObject this[string name] => new(Raw(name));

    public string? Text(string name) => Raw(name) is { ValueKind: JsonValueKind.String } text ? Form.StringOf(text) : null;

    public string Number(string name) =>
        Raw(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value.ToString(CultureInfo.InvariantCulture) : "?";

    public bool IsTrue(string name) => Raw(name).ValueKind == JsonValueKind.True;

    public IEnumerable<ForeignObject> List(string name) =>
        Raw(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(item => new ForeignObject(item)) : [];

    private JsonElement Raw(string name) => IsThere && Json.TryGetProperty(name, out var value) ? value : default;
}
