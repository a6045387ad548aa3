using Guildhall.Community.Guild;

namespace Guildhall.Community.Messages;

/// <summary>Voice messages: one recording with its length and its shape, and nothing else.</summary>
internal static class VoiceMessages
{
    /// <summary>Why a draft with the flag is no voice message, or may not be one here; null when it is and may.</summary>
    public static Failure? Refusal(EnteredChannel entered, MessageDraft draft)
    {
        if (!entered.Has(Permissions.SendVoiceMessages)) return new Failure.CannotSendVoiceMessages();
        if (draft.Content.Length > 0 || draft.Embeds is { Count: > 0 } || draft.Components is { Count: > 0 } || draft.Forward is not null) return new Failure.VoiceMessageWithMore();
        if (draft.Attachments is not [var recording] || recording.ContentType?.StartsWith("audio/", StringComparison.Ordinal) != true)
            return new Failure.VoiceMessageWithoutAudio();
        return recording.Waveform is null || recording.DurationSecs is null ? new Failure.VoiceMessageWithoutMetadata() : null;
    }
}
