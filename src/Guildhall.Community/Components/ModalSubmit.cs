using Guildhall.Community.Edge;
using Guildhall.Community.Interactions;

namespace Guildhall.Community.Components;

/// <summary>
/// What a person wrote into a modal, held against the modal that was shown: what is required is there, texts have their lengths, values are
/// among the choices, files are among those that came. Pure.
/// </summary>
public static class ModalSubmit
{
    /// <summary>What is passed on to the application, in the order of the modal, and what its values name. Errors stand in the form and are its failure.</summary>
    /// <param name="data">The data of the interaction, a part of the request's form.</param>
    /// <param name="shown">The modal.</param>
    /// <param name="files">The files that came along, stored, by the ids that the caller gave them.</param>
    public static Result<(InteractionDataPayload Data, NamedIds Named)> Read(
        Form data, ModalPayload shown, IReadOnlyDictionary<string, AttachmentPayload>? files = null)
    {
        if (data.NullableText("custom_id", 1, ComponentLimits.CustomIdMax, trim: false).Value != shown.CustomId)
            data.Error("custom_id", "COMPONENT_VALIDATION_FAILED", "Component validation failed");
        var reader = new SubmitReader(shown, files ?? new Dictionary<string, AttachmentPayload>());
        reader.Collect(data);
        SubmittedComponentPayload[] components = [.. shown.Components.Select(component => reader.Read(data, component))];
        if (data.Failure is { } invalid) return invalid;
        return (new InteractionDataPayload { CustomId = shown.CustomId, Components = components }, reader.Named);
    }
}
