using System.Text;

namespace Guildhall.Community.Messages;

/// <summary>Where the files of attachments lie, and under which names.</summary>
public static class AttachmentFiles
{
    private const int LongestName = 120;
    private const string Nameless = "unknown";

    /// <summary>The folder of one attachment: deleting it deletes the file.</summary>
    public static string Folder(ChannelId channel, AttachmentId attachment) => $"attachments/{channel}/{attachment}";

    public static string Key(ChannelId channel, AttachmentPayload attachment) => $"{Folder(channel, attachment.Id)}/{attachment.Filename}";

    /// <summary>Deletes the files of attachments that nobody shows any more.</summary>
    internal static async ValueTask Delete(CommunityServices house, ChannelId channel, IReadOnlyList<AttachmentId> attachments)
    {
        foreach (var id in attachments) await house.Blobs.DeleteFolder(Folder(channel, id), CancellationToken.None);
    }

    /// <summary>
    /// A name that is safe in a path and in a URL: letters and digits of any script, dots, dashes and underscores; spaces become
    /// underscores. The end, with the extension, outlives a cut.
    /// </summary>
    public static string SafeName(string? name)
    {
        if (string.IsNullOrEmpty(name)) return Nameless;
        var safe = new StringBuilder();
        foreach (var rune in name.AsSpan(Math.Max(name.LastIndexOf('/'), name.LastIndexOf('\\')) + 1).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '.') safe.Append(rune.ToString());
            else if (Rune.IsWhiteSpace(rune)) safe.Append('_');
            if (safe.Length > Limits.ContentMax) break;
        }

        var text = safe.ToString().Trim('.');
        if (text.Length > LongestName) text = text[^LongestName..];
        if (text.Length > 0 && char.IsLowSurrogate(text[0])) text = text[1..];
        text = text.TrimStart('.');
        return text.Length == 0 ? Nameless : text;
    }
}
