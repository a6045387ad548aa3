using Guildhall.Community.Edge;

namespace Guildhall.Community.Components;

/// <summary>Reads a modal: the data of the callback with which an application shows one.</summary>
public static class ModalForm
{
    /// <summary>The modal, its components numbered; what is wrong is noted in the form, and then the modal is of no use.</summary>
    /// <param name="data">The data of the callback, a part of the request's form.</param>
    public static ModalPayload Read(Form data)
    {
        var customId = data.NullableText("custom_id", 1, ComponentLimits.CustomIdMax, trim: false).Value;
        if (customId is null) data.Required("custom_id");
        var title = data.RequiredText("title", 1, ComponentLimits.ModalTitleMax);
        return new ModalPayload(customId ?? "", title, ComponentForm.ReadModal(data));
    }
}
