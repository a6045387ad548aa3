using Guildhall.Community.Edge;
using Guildhall.Community.Interactions;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Components;

/// <summary>
/// The data with which a person uses a component, held against the message that it is on: it is there, it is for use and not disabled, and
/// the values are among its choices and within its bounds. Pure.
/// </summary>
public static class ComponentClick
{
    private const string Invalid = "COMPONENT_VALIDATION_FAILED";

    /// <summary>What is passed on to the application, what its values name, and which component was used. Errors stand in the form and are its failure.</summary>
    /// <param name="data">The data of the interaction, a part of the request's form.</param>
    /// <param name="message">The message that the component is on.</param>
    public static Result<(InteractionDataPayload Data, NamedIds Named, ComponentPayload Component)> Read(Form data, StoredMessage message) =>
        Read(data, message.Extra?.Components);

    /// <summary>As for a message, for one that is not stored.</summary>
    /// <param name="data">The data of the interaction, a part of the request's form.</param>
    /// <param name="components">All of the message's.</param>
    public static Result<(InteractionDataPayload Data, NamedIds Named, ComponentPayload Component)> Read(
        Form data, IReadOnlyList<ComponentPayload>? components)
    {
        var customId = data.NullableText("custom_id", 1, ComponentLimits.CustomIdMax, trim: false).Value;
        if (customId is null) data.Required("custom_id");
        if (data.Failure is { } unreadable) return unreadable;
        var used = ComponentTree.All(components).FirstOrDefault(component => component.CustomId == customId);
        if (used is null || used.Disabled == true || !IsForUse(used))
        {
            data.Error("", Invalid, "Component validation failed");
            return data.Failure!;
        }

        RefuseOtherType(data, "component_type", used.Type);
        var payload = new InteractionDataPayload { CustomId = customId, ComponentType = (int)used.Type };
        var named = NamedIds.None;
        if (used.Type.IsSelect())
        {
            var values = SubmittedValues.Read(data, used, used.MinValues ?? 1, used.MaxValues ?? 1);
            payload = payload with { Values = values };
            named = SubmittedValues.NamedBy(used, values);
        }

        return data.Failure is { } invalid ? invalid : (payload, named, used);
    }

    internal static void RefuseOtherType(Form form, string name, ComponentType type)
    {
        if (form.NullableInt(name, int.MinValue, int.MaxValue).Value is { } said && said != (int)type)
            form.Error(name, "BASE_TYPE_CHOICES", $"Value must be one of {{{(int)type}}}.");
    }

    // A link leads away and a premium button to the shop: neither tells its application.
    private static bool IsForUse(ComponentPayload component) =>
        component.Type.IsSelect() || component is { Type: ComponentType.Button, Style: not (ButtonForm.Link or ButtonForm.Premium) };
}
