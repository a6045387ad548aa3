using System.Net;
using System.Net.Http.Headers;

namespace Guildhall.Community.Links;

/// <summary>
/// Fetches what a person's link leads to, without trust: through <see cref="SafeConnector"/>, without cookies or credentials, with
/// a bound on redirects, bytes, time, and connections to one host.
/// </summary>
public sealed class LinkFetcher : IDisposable
{
    /// <summary>Bytes of a page that are read; the head of it comes first.</summary>
    public const int PageBytes = 524_288;

    /// <summary>Hops from the link to the page.</summary>
    public const int RedirectsMax = 4;

    /// <summary>Connections to one host at a time.</summary>
    public const int ConnectionsPerHost = 2;

    private const int HeaderKilobytes = 32;
    private readonly SafeConnector _connector;
    private readonly LinkPreviewOptions _options;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public LinkFetcher(SafeConnector connector, LinkPreviewOptions options, TimeProvider time)
    {
        (_connector, _options, _time) = (connector, options, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxConnectionsPerServer = ConnectionsPerHost,
            MaxResponseHeadersLength = HeaderKilobytes,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, cancel) => _connector.Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel),
        });
        _http.Timeout = Timeout.InfiniteTimeSpan; // each fetch has its own patience, on the house's clock
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Guildhall-Links", "1.0"));
        _http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
    }

    /// <summary>
    /// The beginning of what is there, when it is a success of one of the media types; null for anything else. Throws
    /// <see cref="LinkRefusedException"/> when the link or a redirect leads where nothing is fetched from.
    /// </summary>
    /// <param name="address">Where the link leads.</param>
    /// <param name="wanted">Media types, or their beginnings when they end with a slash.</param>
    /// <param name="maxBytes">What is read at most; the rest is left.</param>
    public async Task<FetchedLink?> Fetch(Uri address, IReadOnlyList<string> wanted, int maxBytes, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(_options.Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await Follow(address, wanted, maxBytes, either.Token);
        }
        catch (HttpRequestException failed) when (failed.InnerException is LinkRefusedException refused)
        {
            throw refused;
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FetchedLink?> Follow(Uri address, IReadOnlyList<string> wanted, int maxBytes, CancellationToken cancel)
    {
        for (var hop = 0; hop <= RedirectsMax; hop++)
        {
            _connector.Check(address);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest && response.Headers.Location is { } next)
            {
                address = new Uri(address, next);
                continue;
            }

            var type = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
            if (!response.IsSuccessStatusCode || !wanted.Any(one => one.EndsWith('/') ? type.StartsWith(one, StringComparison.Ordinal) : type == one)) return null;
            await using var content = await response.Content.ReadAsStreamAsync(cancel);
            return new FetchedLink(address, type, response.Content.Headers.ContentType?.CharSet, await ReadBeginning(content, maxBytes, cancel));
        }

        throw new LinkRefusedException("there are too many redirects");
    }

    private static async Task<byte[]> ReadBeginning(Stream content, int maxBytes, CancellationToken cancel)
    {
        var bytes = new byte[maxBytes];
        var length = await content.ReadAtLeastAsync(bytes, maxBytes, throwOnEndOfStream: false, cancel);
        return bytes[..length];
    }
}

/// <summary>What was found behind a link.</summary>
/// <param name="Address">Where it is, after redirects.</param>
/// <param name="MediaType">In lower case, without parameters.</param>
/// <param name="Charset">As declared; null when it is not.</param>
/// <param name="Beginning">Its first bytes.</param>
public sealed record FetchedLink(Uri Address, string MediaType, string? Charset, byte[] Beginning);
