using Guildhall.Community.Edge;

namespace Guildhall.Community.Components;

/// <summary>Reads the components of a message; errors stand at their paths, such as components.0.components.2.custom_id.</summary>
public static class ComponentForm
{
    /// <summary>The components, numbered; absent when the field is, empty when it is null.</summary>
    /// <param name="form">The message.</param>
    /// <param name="isV2">Whether the message is made of components alone; null when that is known later (<see cref="ComponentRules"/> asks then).</param>
    /// <param name="allowed">What their maker may send.</param>
    public static Optional<IReadOnlyList<ComponentPayload>?> ReadAll(Form form, bool? isV2, AllowedComponents allowed)
    {
        if (allowed == AllowedComponents.Ignored || !form.Has("components")) return default;
        var most = isV2 == false ? ComponentLimits.RowsPerMessage : ComponentLimits.PerMessage;
        if (form.Parts("components", most) is not { } parts) return new Optional<IReadOnlyList<ComponentPayload>?>(true, []);
        var reading = new ComponentReading(form, allowed == AllowedComponents.All);
        var place = isV2 == false ? ComponentPlace.PlainMessage : ComponentPlace.Message;
        return new Optional<IReadOnlyList<ComponentPayload>?>(true, reading.Finish([.. parts.Select(part => reading.Read(part, place)).OfType<ComponentPayload>()]));
    }

    /// <summary>Reads the components of a modal.</summary>
    internal static IReadOnlyList<ComponentPayload> ReadModal(Form form)
    {
        var reading = new ComponentReading(form, mayInteract: true);
        return reading.Finish(reading.List(form, "components", ComponentPlace.Modal, 1, ComponentLimits.PerModal));
    }
}
