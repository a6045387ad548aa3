using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Guildhall.Community.Applications;
using Guildhall.Community.Links;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Interactions.Http;

/// <summary>
/// Posts signed JSON to the addresses that applications name, without trust in them: public hosts only (or those the operator allows),
/// https only (but for allowed hosts), no redirects, no cookies, and a bound on time and on connections to one host.
/// </summary>
public sealed class EndpointClient : IDisposable
{
    /// <summary>How long one call may take in all, the answer's body included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Connections to one host at a time; calls past this wait for one within their patience.</summary>
    public const int ConnectionsPerHost = 64;

    /// <summary>The header with the signature of timestamp and body, in hex.</summary>
    public const string SignatureHeader = "X-Signature-Ed25519";

    /// <summary>The header with the seconds since 1970 when it was signed. What is signed includes it: an old request can be told from a new one.</summary>
    public const string TimestampHeader = "X-Signature-Timestamp";

    private const int HeaderKilobytes = 32;
    private readonly SafeConnector _connector;
    private readonly LinkPreviewOptions _options;
    private readonly SigningKeys _keys;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private int _inFlight;

    public EndpointClient(SafeConnector connector, LinkPreviewOptions options, SigningKeys keys, TimeProvider time)
    {
        (_connector, _options, _keys, _time) = (connector, options, keys, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            MaxConnectionsPerServer = ConnectionsPerHost,
            MaxResponseHeadersLength = HeaderKilobytes,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, cancel) => _connector.Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel),
        });
        _http.Timeout = Timeout.InfiniteTimeSpan; // each call has its own patience, on the house's clock
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Guildhall-Interactions", "1.0"));
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>True for an address that may be called as far as its text tells; what its name means is looked at with every call.</summary>
    public bool MayCall(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) return false;
        try
        {
            Check(address);
            return true;
        }
        catch (LinkRefusedException)
        {
            return false;
        }
    }

    /// <summary>Posts a body signed by the application's key. The answer is for disposal, also one that tells of a fault.</summary>
    public Task<EndpointAnswer> Post(string url, ApplicationRow application, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        var now = Now();
        return _keys.Sign(application, Signed(now, body.Span)) is { } signature
            ? Send(url, body, now, signature, cancel)
            : Task.FromResult(EndpointAnswer.Failed(EndpointFault.Refused));
    }

    /// <summary>Posts a body with a signature of the application's key that is not this body's, or not this moment's: to be turned away.</summary>
    internal Task<EndpointAnswer> PostWronglySigned(string url, ApplicationRow application, ReadOnlyMemory<byte> body, bool otherMoment, CancellationToken cancel)
    {
        var now = Now();
        var signed = otherMoment ? Signed(now + "0", body.Span) : Signed(now, [.. body.Span, (byte)' ']);
        return _keys.Sign(application, signed) is { } signature
            ? Send(url, body, now, signature, cancel)
            : Task.FromResult(EndpointAnswer.Failed(EndpointFault.Refused));
    }

    public void Dispose() => _http.Dispose();

    private static byte[] Signed(string timestamp, ReadOnlySpan<byte> body) => [.. Encoding.ASCII.GetBytes(timestamp), .. body];

    private string Now() => _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private void Check(Uri address)
    {
        _connector.Check(address);
        if (address.Scheme != Uri.UriSchemeHttps && !_options.AllowedHosts.Contains(address.IdnHost.Trim('[', ']').ToLowerInvariant()))
            throw new LinkRefusedException("what is said to an application is said over https");
    }

    /// <summary>Calls whose answers have not begun.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    private async Task<EndpointAnswer> Send(string url, ReadOnlyMemory<byte> body, string timestamp, byte[] signature, CancellationToken cancel)
    {
        var patience = new CancellationTokenSource(Patience, _time);
        var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        var fault = EndpointFault.Unreachable;
        Interlocked.Increment(ref _inFlight);
        try
        {
            var address = new Uri(url);
            Check(address);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add(SignatureHeader, Convert.ToHexStringLower(signature));
            request.Headers.Add(TimestampHeader, timestamp);
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return EndpointAnswer.Of(response, [either, patience], either.Token);
        }
        catch (Exception refused) when (refused is LinkRefusedException or UriFormatException or HttpRequestException { InnerException: LinkRefusedException })
        {
            fault = EndpointFault.Refused;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            fault = EndpointFault.TooSlow;
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            fault = EndpointFault.Unreachable;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }

        either.Dispose();
        patience.Dispose();
        return EndpointAnswer.Failed(fault);
    }
}
