using System.Text.Json.Nodes;

namespace Guildhall.Conformance.Mirror;

/// <summary>The one way to write down what a client knows: every field by its path, whatever the order of lists.</summary>
internal static class MirrorText
{
    private static readonly string[] Keys = ["id", "user_id", "sound_id", "channel_id"];

    /// <summary>Every plain value by its path; elements of lists by what tells one from another.</summary>
    public static SortedDictionary<string, string> Fields(JsonNode? node)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Collect(fields, "", node);
        return fields;
    }

    /// <summary>Where two clients differ; empty when they know the same.</summary>
    public static IReadOnlyList<string> Differences(JsonNode? stayed, JsonNode? came)
    {
        var (left, right) = (Fields(stayed), Fields(came));
        return
        [
            .. left.Keys.Union(right.Keys)
                .Where(path => left.GetValueOrDefault(path) != right.GetValueOrDefault(path))
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path}: stayed {left.GetValueOrDefault(path) ?? "nothing"}, came {right.GetValueOrDefault(path) ?? "nothing"}"),
        ];
    }

    /// <summary>What tells one element of a list from another.</summary>
    public static string KeyOf(JsonNode? element)
    {
        if (element is not JsonObject thing) return element?.ToJsonString() ?? "";
        foreach (var key in Keys)
        {
            if (thing[key] is JsonValue value) return value.ToString();
        }

        return thing["user"] is JsonObject user ? KeyOf(user) : thing.ToJsonString();
    }

    private static void Collect(SortedDictionary<string, string> fields, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject thing:
                foreach (var (name, value) in thing) Collect(fields, $"{path}/{name}", value);
                break;
            case JsonArray list:
                fields[path] = $"{list.Count} elements";
                foreach (var element in list) Collect(fields, $"{path}/{KeyOf(element)}", element);
                break;
            default:
                fields[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }
}
