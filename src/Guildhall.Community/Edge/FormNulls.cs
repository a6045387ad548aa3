using System.Text.Json;
using Guildhall.Protocol;

namespace Guildhall.Community.Edge;

/// <summary>Reads of fields that may be null where null means the same as leaving the field out.</summary>
internal static class FormNulls
{
    public static Optional<int> IntOrAbsent(this Form form, string name, int min, int max) =>
        form.IsNull(name) ? default : form.Int(name, min, max);

    public static Optional<bool> FlagOrAbsent(this Form form, string name) => form.IsNull(name) ? default : form.Flag(name);

    public static Optional<string> TextOrAbsent(this Form form, string name, int min, int max) =>
        form.IsNull(name) ? default : form.Text(name, min, max);

    public static Optional<int> ChoiceOrAbsent(this Form form, string name, params ReadOnlySpan<int> allowed) =>
        form.IsNull(name) ? default : form.Choice(name, allowed);

    /// <summary>True when the field is there as null.</summary>
    public static bool IsNull(this Form form, string name) => form.Raw(name).ValueKind == JsonValueKind.Null;
}
