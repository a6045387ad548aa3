using System.Threading.Channels;
using Guildhall.Community.Workers;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Links;

/// <summary>
/// Looks for links in new and edited messages and shows what they lead to. The log is followed without waiting for anybody's server:
/// messages with links wait in a queue of their own for some who fetch. When it is full, what comes gets no preview.
/// </summary>
public sealed class LinkEmbeds(CommunityActors actors, CommunityStores stores, LinkPreviews previews, LinkPreviewOptions options, ILogger<LinkEmbeds> log)
    : BackgroundService, ILogFollower
{
    /// <summary>Messages that wait for their previews; past this they get none.</summary>
    public const int QueueLength = 1_024;

    /// <summary>Messages whose links are fetched at a time.</summary>
    public const int AtOnce = 8;

    private readonly Channel<(GuildId Guild, ChannelId Channel, MessageId Message)> _waiting =
        Channel.CreateBounded<(GuildId, ChannelId, MessageId)>(new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropWrite });

    public string Name => "link-embeds";

    public LogStart Start => LogStart.End;

    public async ValueTask<IReadOnlyList<RowChange>> Follow(IReadOnlyList<PositionedEntry> batch, CancellationToken cancel)
    {
        if (!options.IsOn) return [];
        foreach (var entry in batch.Select(positioned => positioned.Entry))
        {
            if (entry.Type is not ("MESSAGE_CREATE" or "MESSAGE_UPDATE")) continue;
            if (LoggedIds.Of(entry) is not { Channel: { } channel, Message: { } id }) continue;
            if (await stores.Messages.Get(channel, id, cancel) is { } message && Concerns(message)) _waiting.Writer.TryWrite((entry.Guild, channel, id));
        }

        return [];
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Work(stoppingToken)));

    // One with links, or one that shows links it no longer has.
    private static bool Concerns(StoredMessage message) =>
        (message.Flags & MessageFlags.SuppressEmbeds) == 0 && LinkText.Read(message.Content).Count > 0;

    private async Task Work(CancellationToken cancel)
    {
        try
        {
            await foreach (var (guild, channel, message) in _waiting.Reader.ReadAllAsync(cancel)) await Show(guild, channel, message, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The end of the server ends the work: a preview is no promise.
        }
    }

    private async Task Show(GuildId guild, ChannelId channel, MessageId message, CancellationToken cancel)
    {
        try
        {
            var read = await actors.Guilds.Ask(guild, new ShowLinks.Read(channel, message), cancel);
            if (read.Value?.Content is not { } content) return;
            var found = await Task.WhenAll(LinkText.Read(content).Select(previews.Of)).WaitAsync(cancel);
            await actors.Guilds.Ask(guild, new ShowLinks.Command(channel, message, content, [.. found.OfType<EmbedPayload>()]), cancel);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            log.PreviewFailed(failed, message);
        }
    }
}
