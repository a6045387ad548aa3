using System.Collections.Concurrent;
using System.Threading.Channels;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Links;
using Guildhall.Storage.Blobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Webhooks;

/// <summary>
/// Fetches the pictures that webhooks name by their address, beside the message and without anybody waiting. They are served from
/// here, so that nobody's reader calls a server of a webhook's choice. One that cannot be had is shown as the default picture.
/// </summary>
public sealed class WebhookPictures(LinkFetcher fetcher, LinkPreviewOptions options, IBlobStore blobs, ILogger<WebhookPictures> log) : BackgroundService
{
    /// <summary>Pictures that wait; past this they are not fetched, until the next message asks again.</summary>
    public const int QueueLength = 256;

    /// <summary>Pictures of single messages that one webhook keeps.</summary>
    public const int KeptMax = 64;

    /// <summary>Bytes of one picture.</summary>
    public const int PictureBytes = 1_048_576;

    /// <summary>Pictures remembered as asked for; past this the memory starts afresh.</summary>
    private const int AskedMax = 4_096;

    private static readonly string[] Wanted = ["image/"];
    private readonly ConcurrentDictionary<(WebhookId Webhook, string Url), byte> _asked = new();
    private readonly Channel<(WebhookId Webhook, string Url)> _waiting =
        Channel.CreateBounded<(WebhookId, string)>(new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Sees to it that the picture at an address will be there.</summary>
    public void Want(WebhookId webhook, string url)
    {
        if (!options.IsOn) return;
        if (_asked.Count >= AskedMax) _asked.Clear();
        if (_asked.TryAdd((webhook, url), 0)) _waiting.Writer.TryWrite((webhook, url));
    }

    /// <summary>Names a picture in the webhook's record; the oldest one makes room, and is swept away with what nothing names.</summary>
    internal static void Note(GuildTurn turn, WebhookRecord webhook, string picture)
    {
        if (webhook.Pictures.Contains(picture)) return;
        string[] pictures = [.. webhook.Pictures, picture];
        turn.Put(WebhookRecord.Kind, webhook.Id.Number, webhook with { Pictures = pictures[Math.Max(0, pictures.Length - KeptMax)..] });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (webhook, url) in _waiting.Reader.ReadAllAsync(stoppingToken)) await Take(webhook, url, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the server ends the work: the next message asks again.
        }
    }

    private async Task Take(WebhookId webhook, string url, CancellationToken cancel)
    {
        try
        {
            if (await fetcher.Fetch(new Uri(url), Wanted, PictureBytes, cancel) is not { } found || found.Beginning.Length == PictureBytes) return;
            if (ImageField.Format(found.Beginning) is null) return;
            using var content = new MemoryStream(found.Beginning, writable: false);
            await blobs.Put($"{WebhookForm.AvatarFolder(webhook)}/{ExecuteWebhook.AvatarOf(url)}", content, PictureBytes, cancel);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            if (failed is not LinkRefusedException) log.PictureFailed(failed, webhook);
        }
    }
}
