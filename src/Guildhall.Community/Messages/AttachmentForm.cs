using System.Text.Json;
using Guildhall.Community.Edge;

namespace Guildhall.Community.Messages;

/// <summary>Reads attachments[]: what a request says of the files it brings, and (in an edit) which of the message's files stay.</summary>
internal static class AttachmentForm
{
    private const int LongestGivenName = 1_024;
    private const int IsRemix = 1 << 2;
    private const int IsSpoiler = 1 << 3;

    /// <summary>The attachments of a new message; null for none. Whatever is listed must have come with the request.</summary>
    public static async ValueTask<IReadOnlyList<AttachmentPayload>?> ReadNew(MessageBody body, CancellationToken cancel)
    {
        var read = await Read(body, cancel);
        if (read.Kept is { Count: > 0 })
            body.Form.Error("attachments", "ATTACHMENT_NOT_FOUND", "Attachment data not found");
        return read.New.Count == 0 ? null : read.New;
    }

    /// <summary>New files in the order in which they are listed, then those that are not; and the ids of old ones that stay, null when nothing is said of them.</summary>
    public static async ValueTask<AttachmentChanges> Read(MessageBody body, CancellationToken cancel)
    {
        var files = body.Files.All.ToDictionary(file => (ulong)file.Index, file => file.Attachment);
        List<AttachmentPayload> added = [];
        List<KeptAttachment>? kept = null;
        if (body.Form.Parts("attachments", Limits.AttachmentsPerMessage) is { } parts)
        {
            kept = [];
            foreach (var part in parts)
            {
                var id = part.Id<AttachmentId>("id");
                if (id.Value is null && !id.IsPresent) part.Required("id");
                var name = part.NullableText("filename", 0, LongestGivenName).Value;
                var description = part.NullableText("description", 0, Limits.AttachmentDescriptionMax);
                var more = ReadMore(part);
                if (body.Form.Failure is not null || id.Value is not { } number) continue;
                if (files.Remove(number.Number, out var file)) added.Add(await Described(body, more.On(file), name, description.Value, cancel));
                else kept.Add(new KeptAttachment(number, description));
            }
        }

        foreach (var file in body.Files.All)
        {
            if (files.ContainsKey((ulong)file.Index)) added.Add(Marked(file.Attachment));
        }

        return new AttachmentChanges(added, kept);
    }

    private static async ValueTask<AttachmentPayload> Described(
        MessageBody body, AttachmentPayload file, string? name, string? description, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(name)) file = await body.Files.Rename(file, name, cancel);
        return Marked(file with { Description = string.IsNullOrEmpty(description) ? null : description });
    }

    private static More ReadMore(Form part)
    {
        var waveform = part.NullableText("waveform", 0, Limits.WaveformMax).Value;
        if (waveform is not null && !Convert.TryFromBase64String(waveform, stackalloc byte[Limits.WaveformMax], out _))
            part.Error("waveform", "BASE64_TYPE_INVALID", "Not well formed base64.");
        var title = part.NullableText("title", 0, Limits.AttachmentTitleMax).Value;
        return new More(
            string.IsNullOrEmpty(title) ? null : title,
            string.IsNullOrEmpty(waveform) ? null : waveform,
            Duration(part),
            IsOn(part, "is_spoiler"),
            IsOn(part, "is_remix"));
    }

    // Seconds.
    private static double? Duration(Form part)
    {
        var raw = part.Raw("duration_secs");
        if (raw.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        if (raw.ValueKind == JsonValueKind.Number && raw.TryGetDouble(out var seconds) && seconds is >= 0 and <= int.MaxValue) return seconds;
        part.Error("duration_secs", "NUMBER_TYPE_COERCE", "Value is not a number of seconds.");
        return null;
    }

    private static bool IsOn(Form part, string name) => part.Raw(name).ValueKind != JsonValueKind.Null && part.Flag(name).Value;

    // A file is a spoiler by its name, as clients have always said it, or by its flag.
    private static AttachmentPayload Marked(AttachmentPayload file) =>
        file.Filename.StartsWith("SPOILER_", StringComparison.Ordinal) ? file with { Flags = file.Flags | IsSpoiler } : file;

    private sealed record More(string? Title, string? Waveform, double? DurationSecs, bool Spoiler, bool Remix)
    {
        public AttachmentPayload On(AttachmentPayload file) => file with
        {
            Title = Title,
            Waveform = Waveform,
            DurationSecs = DurationSecs,
            Flags = file.Flags | (Spoiler ? IsSpoiler : 0) | (Remix ? IsRemix : 0),
        };
    }
}

/// <summary>Files that come, and files that stay; null for all that are there.</summary>
internal sealed record AttachmentChanges(IReadOnlyList<AttachmentPayload> New, IReadOnlyList<KeptAttachment>? Kept);

/// <summary>A file of a message that an edit keeps, with another description when one is given.</summary>
public sealed record KeptAttachment(AttachmentId Id, Optional<string?> Description);
