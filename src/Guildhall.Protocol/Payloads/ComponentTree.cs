namespace Guildhall.Protocol;

/// <summary>Walks over components and those inside them.</summary>
public static class ComponentTree
{
    /// <summary>Every component, each before those inside it.</summary>
    public static IEnumerable<ComponentPayload> All(IReadOnlyList<ComponentPayload>? components)
    {
        foreach (var component in components ?? [])
        {
            yield return component;
            foreach (var inside in All(component.Components)) yield return inside;
            if (component.Accessory is { } accessory) yield return accessory;
            if (component.Component is { } part)
            {
                foreach (var inside in All([part])) yield return inside;
            }
        }
    }

    /// <summary>The text displays, one below the other; empty when there is none.</summary>
    public static string Text(IReadOnlyList<ComponentPayload>? components) =>
        components is not { Count: > 0 } ? "" : string.Join('\n', All(components).Select(component => component.Content).OfType<string>());

    /// <summary>Everything that somebody reads: texts, labels, hints, choices and descriptions.</summary>
    public static IEnumerable<string> Words(IReadOnlyList<ComponentPayload>? components) => All(components).SelectMany(Words);

    /// <summary>Every picture, film or file that a component shows.</summary>
    public static IEnumerable<MediaItemPayload> Media(ComponentPayload component) =>
        ((MediaItemPayload?[])[component.Media, component.File, .. (component.Items ?? []).Select(item => item.Media)]).OfType<MediaItemPayload>();

    private static IEnumerable<string> Words(ComponentPayload component)
    {
        string?[] own = [component.Content, component.Label, component.Description, component.Placeholder, component.Url];
        var options = (component.Options ?? []).SelectMany(option => (string?[])[option.Label, option.Description]);
        var items = (component.Items ?? []).Select(item => item.Description);
        return own.Concat(options).Concat(items).OfType<string>();
    }
}
