using Guildhall.Community.Guild;
using Guildhall.Community.Workers;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Writing;

namespace Guildhall.Community.Announcements;

/// <summary>
/// Carries published messages, and what becomes of them, to the guilds that follow. It looks at what the source is now and asks each
/// guild to hold the same, so doing it twice does no harm.
/// </summary>
public sealed class CrosspostDelivery(CommunityActors actors, CommunityStores stores) : ILogFollower
{
    public string Name => "crossposts";

    public LogStart Start => LogStart.End;

    public async ValueTask<IReadOnlyList<RowChange>> Follow(IReadOnlyList<PositionedEntry> batch, CancellationToken cancel)
    {
        List<RowChange> rows = [];
        foreach (var entry in batch.Select(positioned => positioned.Entry))
        {
            if (entry.Type is not (Crossposts.Published or Crossposts.Changed)) continue;
            if (LoggedIds.Of(entry) is not { Channel: { } channel, Message: { } id }) continue;
            if (await stores.Messages.Get(channel, id, cancel) is { } message) await Bring(entry.Guild, message, entry.Type == Crossposts.Published, cancel);
            else rows.Add(await TellGone(id, cancel));
        }

        return rows;
    }

    private async ValueTask Bring(GuildId guild, StoredMessage message, bool isNew, CancellationToken cancel)
    {
        var copies = await stores.Messages.Copies(message.Id, cancel);
        foreach (var copy in copies) MustHaveTime(await actors.Guilds.Ask(copy.Guild, new BringCopy(copy.Webhook, message), cancel));
        if (!isNew) return;
        var followers = await actors.Guilds.Ask(guild, new Followers.Of(message.Channel), cancel);
        MustHaveTime(followers);
        List<WebhookId> gone = [];
        foreach (var follower in (followers.Value ?? []).ExceptBy(copies.Select(copy => copy.Webhook), follower => follower.Webhook))
        {
            var brought = await actors.Guilds.Ask(follower.Guild, new BringCopy(follower.Webhook, message), cancel);
            MustHaveTime(brought);
            if (brought.Failure is Failure.UnknownWebhook or Failure.UnknownGuild) gone.Add(follower.Webhook);
        }

        if (gone.Count > 0) await actors.Guilds.Ask(guild, new Followers.Forget(gone), cancel);
    }

    private async ValueTask<RowChange> TellGone(MessageId source, CancellationToken cancel)
    {
        foreach (var copy in await stores.Messages.Copies(source, cancel))
            MustHaveTime(await actors.Guilds.Ask(copy.Guild, new ChangeCopy.SourceGone(copy), cancel));
        return new DeleteCopies(source);
    }

    // A guild that is too busy is asked again, with the whole batch, after a pause.
    private static void MustHaveTime<T>(Result<T> answer)
    {
        if (answer.Failure is Failure.Overloaded busy) throw new InvalidOperationException(busy.Message);
    }
}
