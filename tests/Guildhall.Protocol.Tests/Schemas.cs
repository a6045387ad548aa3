using System.Text.Json;

namespace Guildhall.Protocol.Tests;

/// <summary>Holds JSON against the schemas of the OpenAPI document: required, nullable, kinds. Unknown references pass.</summary>
internal static class Schemas
{
    /// <summary>What is wrong with a value, each with its path; empty when it fits.</summary>
    public static IReadOnlyList<string> Problems(JsonElement value, string schema)
    {
        var problems = new List<string>();
        Check(value, Facts.Schemas.GetProperty(schema), schema, problems);
        return problems;
    }

    private static void Check(JsonElement value, JsonElement schema, string path, List<string> problems)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            if (Facts.Schemas.TryGetProperty(reference.GetString()!.Split('/')[^1], out var named)) Check(value, named, path, problems);
            else if (value.ValueKind == JsonValueKind.Null) problems.Add($"{path} is null");
            return;
        }

        if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
        {
            CheckChoices(value, choices, path, problems);
            return;
        }

        if (schema.TryGetProperty("type", out var type) && !Fits(value, type)) problems.Add($"{path} is {value.GetRawText()}, not {type.GetRawText()}");
        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
            CheckObject(value, schema, properties, path, problems);
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var item in value.EnumerateArray()) Check(item, items, $"{path}[]", problems);
    }

    private static void CheckChoices(JsonElement value, JsonElement choices, string path, List<string> problems)
    {
        var least = new List<string> { $"{path} fits nothing" };
        foreach (var choice in choices.EnumerateArray())
        {
            var mine = new List<string>();
            Check(value, choice, path, mine);
            if (mine.Count == 0) return;
            if (choice.TryGetProperty("$ref", out _)) least = mine;
        }

        problems.AddRange(least);
    }

    private static void CheckObject(JsonElement value, JsonElement schema, JsonElement properties, string path, List<string> problems)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
                if (!value.TryGetProperty(name.GetString()!, out _)) problems.Add($"{path}.{name} is missing");
        }

        foreach (var property in value.EnumerateObject())
            if (properties.TryGetProperty(property.Name, out var known)) Check(property.Value, known, $"{path}.{property.Name}", problems);
    }

    private static bool Fits(JsonElement value, JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => Fits(value, one))
        : type.GetString() switch
        {
            "null" => value.ValueKind == JsonValueKind.Null,
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "array" => value.ValueKind == JsonValueKind.Array,
            _ => value.ValueKind == JsonValueKind.Object,
        };
}
