using Guildhall.Community.Edge;
using Guildhall.Storage.Blobs;

namespace Guildhall.Community.Messages;

/// <summary>
/// The files of one request, streamed to the blob store as they arrive, and counted on their sender's quota. They are in nobody's message yet: unless kept, they are deleted again.
/// </summary>
internal sealed class UploadedFiles(CommunityServices house, ChannelId channel, UserId sender)
{
    private readonly List<UploadedFile> _files = [];

    public int Count => _files.Count;

    public IReadOnlyList<UploadedFile> All => _files;

    /// <summary>Takes in one file; a failure when it is too large or one too many.</summary>
    /// <param name="index">n of files[n]; what attachments[].id refers to.</param>
    /// <param name="name">As the client calls it.</param>
    /// <param name="content">Read to its end.</param>
    public async ValueTask<Failure?> Add(int index, string? name, Stream content, CancellationToken cancel)
    {
        if (_files.Count >= Limits.AttachmentsPerMessage) return new Failure.TooManyAttachments(Limits.AttachmentsPerMessage);
        if (!house.Uploads.HasRoom(sender)) return OverQuota(index);
        var file = new AttachmentPayload { Id = new AttachmentId(house.Ids.Next()), Filename = AttachmentFiles.SafeName(name) };
        using var head = new HeadStream(content, ImageHeader.EnoughBytes);
        try
        {
            var stored = await UploadField.Put(house.Blobs, $"files.{index}", AttachmentFiles.Key(channel, file), head, Limits.FileBytes, cancel);
            var size = ImageHeader.Size(head.Head);
            var number = _files.Any(other => other.Index == index) ? _files.Max(other => other.Index) + 1 : index;
            _files.Add(new UploadedFile(number, file with
            {
                Size = stored.Size,
                ContentType = MediaType.Of(head.Head),
                Width = size?.Width,
                Height = size?.Height,
            }));
            return house.Uploads.Take(sender, stored.Size) ? null : OverQuota(index);
        }
        catch (BlobTooLargeException)
        {
            return new Failure.FileTooLarge();
        }
    }

    private static Failure.InvalidForm OverQuota(int index) =>
        new([new FieldError($"files.{index}", "UPLOAD_QUOTA_REACHED", "You have uploaded as much as you may in one day.")]);

    /// <summary>Gives a file another name than the one it came with.</summary>
    public async ValueTask<AttachmentPayload> Rename(AttachmentPayload file, string name, CancellationToken cancel)
    {
        var renamed = file with { Filename = AttachmentFiles.SafeName(name) };
        if (renamed.Filename == file.Filename) return file;
        var from = AttachmentFiles.Key(channel, file);
        await using var content = await house.Blobs.Open(from, cancel)
            ?? throw new InvalidOperationException("A file that was just stored is gone.");
        await house.Blobs.Put(AttachmentFiles.Key(channel, renamed), content, Limits.FileBytes, cancel);
        await house.Blobs.Delete(from, cancel);
        return renamed;
    }

    /// <summary>Deletes everything again.</summary>
    public async ValueTask Discard()
    {
        foreach (var file in _files) await house.Blobs.DeleteFolder(AttachmentFiles.Folder(channel, file.Attachment.Id), CancellationToken.None);
        _files.Clear();
    }
}

/// <summary>One file of a request: its number there, and the attachment that it becomes.</summary>
internal sealed record UploadedFile(int Index, AttachmentPayload Attachment);
