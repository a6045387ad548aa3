using Guildhall.Community.Edge;

namespace Guildhall.Community.Components;

/// <summary>Reads an action row: up to five buttons, or one select; in a modal one text input.</summary>
internal static class RowForm
{
    public static ComponentPayload Read(Form form, ComponentPlace place, ComponentReading reading)
    {
        var inside = reading.List(form, "components", place, 1, ComponentLimits.PerRow);
        var width = 0;
        for (var i = 0; i < inside.Count; i++)
        {
            width += inside[i].Type == ComponentType.Button ? 1 : ComponentLimits.PerRow;
            if (width > ComponentLimits.PerRow)
                form.Error(FormattableString.Invariant($"components.{i}"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width");
        }

        return new ComponentPayload { Type = ComponentType.ActionRow, Components = inside };
    }
}
