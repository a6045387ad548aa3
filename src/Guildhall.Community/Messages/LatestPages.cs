using System.Text.Json;
using Guildhall.Community.Guild;
using Guildhall.Community.Reads;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Messages;

/// <summary>
/// Makes pages of what a guild's memory holds of a channel. Messages that have not changed since the last page are copied from it as bytes, so
/// that the page of a busy channel costs what is new in it; those that look different to each reader are made for each.
/// </summary>
internal sealed class LatestPages(CommunityServices house, HistoryPages kept, ReadMetrics metrics)
{
    private readonly SingleFlight<(ChannelId Channel, int Limit, long Version), byte[]> _flights = new(metrics.NewestPages);

    /// <summary>The page as JSON. The newest page is kept for those who ask next; when all see the same, those who ask at once share it.</summary>
    /// <param name="channel">Whose.</param>
    /// <param name="limit">As asked for.</param>
    /// <param name="answer">What the guild gave.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="isLatest">True for the newest messages.</param>
    /// <param name="cancel">Stops the look-ups.</param>
    public async ValueTask<byte[]> Compose(
        ChannelId channel, int limit, GetMessages.Answer answer, UserId viewer, bool isLatest, CancellationToken cancel)
    {
        if (isLatest && answer.Messages.All(IsSameForAll))
            return await _flights.Get((channel, limit, answer.Version), _ => Make(channel, limit, answer, viewer, isLatest, CancellationToken.None), cancel);
        if (isLatest) metrics.NewestPages.Miss();
        return await Make(channel, limit, answer, viewer, isLatest, cancel);
    }

    private async ValueTask<byte[]> Make(
        ChannelId channel, int limit, GetMessages.Answer answer, UserId viewer, bool isLatest, CancellationToken cancel)
    {
        var (messages, versions) = (answer.Messages, answer.Versions);
        var known = kept.Find(channel, limit);
        if (isLatest && known is { IsSameForAll: true } && known.Version == answer.Version) return known.Body;
        var parts = Reused(known, messages, versions);
        StoredMessage[] fresh = [.. messages.Where((_, index) => parts[index] is null)];
        metrics.NewestMessages.Hit(messages.Count - fresh.Length);
        metrics.NewestMessages.Miss(fresh.Length);
        var shown = await MessageComposer.Compose(house, channel, fresh, viewer, cancel, among: messages);
        var encoded = Array.ConvertAll([.. shown], static message => JsonSerializer.SerializeToUtf8Bytes(message, PayloadJson.Default.MessagePayload));
        var page = Joined(answer, known, parts, encoded);
        if (isLatest) kept.Keep(channel, limit, page);
        return page.Body;
    }

    /// <summary>False for what shows a reader its own reactions, votes or places, and for a thread, which changes without its channel.</summary>
    private static bool IsSameForAll(StoredMessage message) =>
        !message.HasReactions && message.Extra?.Poll is null && (message.Flags & MessageFlags.HasThread) == 0;

    // Both are newest first.
    private static HistoryPart?[] Reused(HistoryPage? known, IReadOnlyList<StoredMessage> messages, IReadOnlyList<long> versions)
    {
        var parts = new HistoryPart?[messages.Count];
        var old = known?.Parts ?? [];
        for (int i = 0, at = 0; i < parts.Length; i++)
        {
            while (at < old.Length && old[at].Message.Number > messages[i].Id.Number) at++;
            if (at < old.Length && old[at].Message == messages[i].Id && old[at].Version == versions[i]) parts[i] = old[at];
        }

        return parts;
    }

    private static HistoryPage Joined(GetMessages.Answer answer, HistoryPage? known, HistoryPart?[] parts, byte[][] encoded)
    {
        var length = 2 + Math.Max(0, parts.Length - 1) + parts.Sum(part => part?.Length ?? 0) + encoded.Sum(bytes => bytes.Length);
        var body = new byte[length];
        List<HistoryPart> placed = new(parts.Length);
        var (at, next) = (0, 0);
        body[at++] = (byte)'[';
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) body[at++] = (byte)',';
            var bytes = parts[i] is { } part ? known!.Body.AsSpan(part.Start, part.Length) : encoded[next++];
            bytes.CopyTo(body.AsSpan(at));
            if (IsSameForAll(answer.Messages[i])) placed.Add(new HistoryPart(answer.Messages[i].Id, answer.Versions[i], at, bytes.Length));
            at += bytes.Length;
        }

        body[at] = (byte)']';
        return new HistoryPage(answer.Version, body, [.. placed]) { IsSameForAll = placed.Count == parts.Length };
    }
}
