using Guildhall.Community.Edge;

namespace Guildhall.Community.Messages;

/// <summary>Reads message_reference of type 1: a forward.</summary>
internal static class ForwardForm
{
    private const int Forward = 1;

    public static bool IsForward(Form form) =>
        form.Raw("message_reference") is { ValueKind: System.Text.Json.JsonValueKind.Object } && form.Part("message_reference")!.NullableInt("type", 0, 1).Value == Forward;

    /// <summary>What is forwarded; null for other messages.</summary>
    public static ForwardDraft? Read(Form form)
    {
        if (!IsForward(form)) return null;
        var part = form.Part("message_reference")!;
        var message = part.Id<MessageId>("message_id");
        var channel = part.Id<ChannelId>("channel_id");
        part.Id<GuildId>("guild_id");
        if (!message.IsPresent) part.Required("message_id");
        if (!channel.IsPresent) part.Required("channel_id");
        return message.Value is { } id && channel.Value is { } place ? new ForwardDraft(id, place) : null;
    }

    /// <summary>A forward shows what it forwards and says nothing of its own.</summary>
    public static void RefuseMore(Form form, MessageDraft draft)
    {
        if (draft.Forward is not null && draft.HasContent)
            form.Error("message_reference", "MESSAGE_FORWARD_CANNOT_HAVE_CONTENT", "A forward cannot have content of its own.");
    }
}
