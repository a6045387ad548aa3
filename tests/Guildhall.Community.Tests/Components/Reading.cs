using System.Text.Json;
using Guildhall.Community.Components;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Tests.Components;

/// <summary>Reads components out of plain values, as a request would bring them.</summary>
internal static class Reading
{
    public static Form FormOf(object body) => new(JsonSerializer.SerializeToElement(body));

    /// <summary>What is wrong with a message of these components: paths with codes.</summary>
    public static string[] Errors(bool? isV2, AllowedComponents allowed, params object[] components)
    {
        var form = FormOf(new { components });
        ComponentForm.ReadAll(form, isV2, allowed);
        return ErrorsOf(form);
    }

    /// <summary>What an application may not send as a message made of components alone.</summary>
    public static string[] Errors(params object[] components) => Errors(true, AllowedComponents.All, components);

    public static IReadOnlyList<ComponentPayload> Read(params object[] components)
    {
        var form = FormOf(new { components });
        var read = ComponentForm.ReadAll(form, true, AllowedComponents.All);
        form.Failure.ShouldBeNull();
        return read.Value!;
    }

    public static string[] ErrorsOf(Form form) =>
        form.Failure is Failure.InvalidForm invalid ? [.. invalid.Errors.Select(error => $"{error.Path} {error.Code}")] : [];

    public static object Row(params object[] inside) => new { type = 1, components = inside };

    public static object Button(string id = "b", int style = 1) => new { type = 2, style, label = "press", custom_id = id };

    public static object Text(string content = "text") => new { type = 10, content };

    public static object Options(int count) => Enumerable.Range(0, count).Select(i => new { label = $"option {i}", value = $"v{i}" });
}
