using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Guildhall.Testing;

/// <summary>Compares two values field by field, lists by their elements: what record equality leaves out.</summary>
public static class Sameness
{
    /// <summary>Where the two values differ first, with both texts; null when they are the same.</summary>
    public static string? Difference(object? left, object? right, string path = "value")
    {
        if (left is null || right is null) return ReferenceEquals(left, right) ? null : $"{path}: {left ?? "null"} and {right ?? "null"}";
        switch (left, right)
        {
            case (JsonElement a, JsonElement b): return JsonElement.DeepEquals(a, b) ? null : $"{path}: {a} and {b}";
            case (ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b): return a.Span.SequenceEqual(b.Span) ? null : $"{path}: bytes differ";
            case (string, string): return left.Equals(right) ? null : $"{path}: {left} and {right}";
            case (IEnumerable a, IEnumerable b): return OfLists([.. a], [.. b], path);
        }

        var type = left.GetType();
        if (type != right.GetType()) return $"{path}: {type} and {right.GetType()}";
        var isRecord = type.Assembly.GetName().Name!.StartsWith("Guildhall", StringComparison.Ordinal) || type.IsGenericType;
        if (!isRecord || type.IsEnum) return left.Equals(right) ? null : $"{path}: {left} and {right}";
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0) continue;
            var difference = Difference(property.GetValue(left), property.GetValue(right), $"{path}.{property.Name}");
            if (difference is not null) return difference;
        }

        return null;
    }

    private static string? OfLists(List<object?> left, List<object?> right, string path)
    {
        if (left.Count != right.Count) return $"{path}: {left.Count} and {right.Count} elements";
        for (var index = 0; index < left.Count; index++)
            if (Difference(left[index], right[index], $"{path}[{index}]") is { } difference) return difference;
        return null;
    }
}
