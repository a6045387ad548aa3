using System.Text.Json;
using Guildhall.Community.Webhooks;
using Guildhall.Storage.Blobs;

namespace Guildhall.Community.Links;

/// <summary>
/// What links lead to, as embeds. Each link is fetched once at a time, whoever asks, and remembered for a while; what had no preview
/// is remembered for less.
/// </summary>
public sealed class LinkPreviews(LinkFetcher fetcher, TimeProvider time)
{
    /// <summary>Links remembered; past this the memory starts afresh.</summary>
    public const int Capacity = 4_096;

    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan MissesKeptFor = TimeSpan.FromMinutes(5);

    private const int OEmbedBytes = 65_536;
    private static readonly string[] Wanted = ["text/html", "application/xhtml+xml", "image/png", "image/jpeg", "image/gif", "image/webp"];
    private static readonly string[] WantedOEmbed = ["application/json", "application/json+oembed", "text/json"];
    private readonly Lock _gate = new();
    private readonly Dictionary<Uri, Known> _known = [];

    /// <summary>The embed of a link; null when there is nothing to show.</summary>
    public Task<EmbedPayload?> Of(Uri link)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(link, out var known) && !IsOver(known)) return known.Embed;
            if (_known.Count >= Capacity) _known.Clear();
            // Nobody's own: who asked first may leave, and the others still wait for it.
            var asked = new Known(time.GetTimestamp());
            _known[link] = asked;
            return asked.Embed = Remember(asked, link);
        }
    }

    private bool IsOver(Known known) => known.Embed.IsCompleted && time.GetElapsedTime(known.Since) > known.For;

    private async Task<EmbedPayload?> Remember(Known known, Uri link)
    {
        await Task.Yield();
        var embed = await Fetch(link);
        if (embed is not null) known.For = KeptFor;
        return embed;
    }

    private async Task<EmbedPayload?> Fetch(Uri link)
    {
        try
        {
            if (await fetcher.Fetch(link, Wanted, LinkFetcher.PageBytes, CancellationToken.None) is not { } found) return null;
            if (found.MediaType.StartsWith("image/", StringComparison.Ordinal)) return ImageEmbed(link, found);
            if (PageEmbed.Of(found, link.AbsoluteUri) is not { } page) return null;
            return page.OEmbed is { } more ? await WithOEmbed(page.Embed, more) : page.Embed;
        }
        catch (LinkRefusedException)
        {
            return null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    // An image is what it says by its first bytes, not by its header.
    private static EmbedPayload? ImageEmbed(Uri link, FetchedLink found)
    {
        if (ImageHeader.Size(found.Beginning) is not { } size) return null;
        return new EmbedPayload { Type = "image", Url = link.AbsoluteUri, Thumbnail = new EmbedMediaPayload(link.AbsoluteUri, null, size.Width, size.Height) };
    }

    private async Task<EmbedPayload> WithOEmbed(EmbedPayload embed, Uri address)
    {
        try
        {
            if (await fetcher.Fetch(address, WantedOEmbed, OEmbedBytes, CancellationToken.None) is not { } found) return embed;
            using var document = JsonDocument.Parse(found.Beginning, new JsonDocumentOptions { MaxDepth = 16 });
            var said = new ForeignObject(document.RootElement);
            var author = ForeignText.Cut(said.Text("author_name"), ForeignText.TitleMax);
            var provider = ForeignText.Cut(said.Text("provider_name"), ForeignText.TitleMax);
            return embed with
            {
                Author = author is null ? null : new EmbedAuthorPayload(author, ForeignText.Url(said.Text("author_url"))),
                Provider = provider is null ? embed.Provider : new EmbedProviderPayload(provider, ForeignText.Url(said.Text("provider_url"))),
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or LinkRefusedException)
        {
            return embed;
        }
    }

    private sealed class Known(long since)
    {
        public long Since => since;

        public Task<EmbedPayload?> Embed { get; set; } = Task.FromResult<EmbedPayload?>(null);

        public TimeSpan For { get; set; } = MissesKeptFor;
    }
}
