using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Moderation;

/// <summary>Deletes what banned authors wrote lately, everywhere in the guild: what a ban may ask for.</summary>
internal static class AuthorPurge
{
    /// <summary>Messages that one operation deletes at most, newest first in each channel.</summary>
    public const int MessagesMax = 2_000;

    /// <summary>Channels that one operation looks into at most, counted for each author.</summary>
    public const int LookupsMax = 2_000;

    /// <summary>Archived threads that one operation looks into besides those in memory, the last used ones first; fewer than memory keeps.</summary>
    private const int ArchivedMax = Threads.ThreadLoading.ArchivedKept / 2;

    /// <summary>Looks for the messages; changes nothing yet.</summary>
    public static async ValueTask<IReadOnlyList<AuthorsMessages>> Find(GuildTurn turn, IReadOnlyList<UserId> authors, int seconds)
    {
        if (seconds == 0) return [];
        await turn.Settled();
        var since = turn.Now.AddSeconds(-seconds);
        foreach (var thread in await turn.Services.Guilds.ArchivedSince(turn.GuildId, since, ArchivedMax, CancellationToken.None))
            await Threads.ThreadLoading.Load(turn, thread);
        List<AuthorsMessages> found = [];
        var left = MessagesMax;
        var places = turn.State.Channels.Values.Concat(turn.State.Threads.Values.Select(thread => thread.Channel))
            .Where(channel => channel.Type != ChannelType.GuildCategory && channel.LastMessageId?.Value.CreatedAt >= since)
            .SelectMany(channel => authors.Select(author => (channel.Id, Author: author)));
        foreach (var (channel, author) in places.Take(LookupsMax))
        {
            if (left == 0) break;
            var ids = await turn.Services.Messages.IdsByAuthor(channel, author, since, left, CancellationToken.None);
            if (ids.Count == 0) continue;
            left -= ids.Count;
            found.Add(new AuthorsMessages(channel, await turn.Services.Messages.GetMany(channel, ids, CancellationToken.None)));
        }

        return found;
    }

    /// <summary>Deletes them, with one MESSAGE_DELETE_BULK for each hundred; returns whose files go next.</summary>
    public static IReadOnlyList<PurgedFiles> Apply(GuildTurn turn, IReadOnlyList<AuthorsMessages> found)
    {
        List<PurgedFiles> files = [];
        foreach (var (channel, messages) in found)
        {
            foreach (var some in messages.Chunk(Limits.BulkDeleteMax))
            {
                var gone = MessagesGone.Apply(turn, channel, some);
                MessageEvents.Deleted(turn, channel, [.. some.Select(message => message.Id)]);
                if (gone.Attachments.Count > 0) files.Add(new PurgedFiles(channel, gone.Attachments));
            }
        }

        return files;
    }

    /// <summary>Deletes the files of purged messages, once their deletion is durable.</summary>
    public static async ValueTask DeleteFiles(CommunityServices house, IReadOnlyList<PurgedFiles> files)
    {
        foreach (var file in files) await AttachmentFiles.Delete(house, file.Channel, file.Attachments);
    }
}

/// <summary>One author's messages in a channel.</summary>
internal sealed record AuthorsMessages(ChannelId Channel, IReadOnlyList<Storage.Messages.StoredMessage> Messages);
