using Guildhall.Storage.Blobs;

namespace Guildhall.Community.Retention;

/// <summary>The part of a sweep that concerns attachments: it gathers those of one channel and looks through the channel's messages for them once.</summary>
internal sealed class AttachmentSweep(IBlobStore blobs, IBlobReferences references, DateTimeOffset before)
{
    private readonly Dictionary<ulong, string> _gathered = [];
    private ulong _channel;

    public static bool Owns(string[] parts) =>
        parts is ["attachments", var channel, var attachment, _] && Snowflake.TryParse(channel, out _) && Snowflake.TryParse(attachment, out _);

    /// <summary>Takes note of one; returns how many others were deleted.</summary>
    public async ValueTask<int> Add(string[] parts, int most, CancellationToken cancel)
    {
        if (!Snowflake.TryParse(parts[1], out var channel) || !Snowflake.TryParse(parts[2], out var attachment)) return 0;
        var deleted = channel.Value != _channel || _gathered.Count >= most ? await Finish(cancel) : 0;
        _channel = channel.Value;
        _gathered[attachment.Value] = string.Join('/', parts);
        return deleted;
    }

    /// <summary>Deletes what no message of the channel names; returns how many.</summary>
    public async ValueTask<int> Finish(CancellationToken cancel)
    {
        for (ulong? after = 0; after is { } from && _gathered.Count > 0;)
        {
            var page = await references.NamedInMessages(_channel, from, cancel);
            foreach (var id in page.Ids) _gathered.Remove(id);
            after = page.Next;
        }

        var deleted = 0;
        foreach (var key in _gathered.Values)
        {
            if (await blobs.DeleteIfOlder(key, before, cancel)) deleted++;
        }

        _gathered.Clear();
        return deleted;
    }
}
