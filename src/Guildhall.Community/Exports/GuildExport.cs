using System.Runtime.CompilerServices;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Protocol;
using Guildhall.Storage.Messages;

namespace Guildhall.Community.Exports;

/// <summary>A guild as an archive: what it is, who is in it, every message as lines of JSON, and the files.</summary>
internal static class GuildExport
{
    public static async Task Write(CommunityServices house, GuildId id, UserId owner, ExportArchive archive, CancellationToken cancel)
    {
        if (await house.GuildRows.Load(id, cancel) is not { } snapshot) return;
        var guild = new GuildState(snapshot);
        await archive.Lines("guild.json", [guild.Shown()], PayloadJson.Default.GuildPayload, cancel);
        await archive.Lines("channels.jsonl", snapshot.Channels, PayloadJson.Default.ChannelPayload, cancel);
        await archive.Lines("members.jsonl", snapshot.Members.Select(member => guild.Shown(member)), PayloadJson.Default.MemberPayload, cancel);
        foreach (var channel in snapshot.Channels.Where(channel => channel.LastMessageId is not null))
        {
            await archive.Lines($"messages/{channel.Id}.jsonl", Messages(house, channel.Id, owner, cancel), PayloadJson.Default.MessagePayload, cancel);
            await foreach (var page in Pages(house, channel.Id, cancel))
            {
                foreach (var (attachment, message) in page.SelectMany(message => (message.Extra?.Attachments ?? []).Select(file => (file, message))))
                    await archive.Blob(AttachmentFiles.Key(message.Channel, attachment), cancel);
            }
        }

        foreach (var emoji in snapshot.Emojis) await archive.Blob($"emojis/{emoji.Id}", cancel);
        if (snapshot.Guild.Icon is { } icon) await archive.Blob($"icons/{id}/{icon}", cancel);
    }

    private static async IAsyncEnumerable<MessagePayload> Messages(
        CommunityServices house, ChannelId channel, UserId viewer, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in Pages(house, channel, cancel))
        {
            foreach (var message in await MessageComposer.Compose(house, channel, page, viewer, cancel)) yield return message;
        }
    }

    // From the oldest to the newest.
    private static async IAsyncEnumerable<IReadOnlyList<StoredMessage>> Pages(
        CommunityServices house, ChannelId channel, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var after = default(MessageId); ;)
        {
            var page = await house.Messages.Page(channel, PageKind.After, after, Limits.HistoryPageMax, cancel);
            if (page.Count == 0) yield break;
            after = page.MaxBy(message => message.Id.Number)!.Id;
            yield return [.. page.OrderBy(message => message.Id.Number)];
        }
    }
}
