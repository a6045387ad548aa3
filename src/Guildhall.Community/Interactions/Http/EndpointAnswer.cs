namespace Guildhall.Community.Interactions.Http;

/// <summary>What an application's address answered. Its body is read while this lives, within the patience of the call and a bound of bytes.</summary>
public sealed class EndpointAnswer : IDisposable
{
    private readonly HttpResponseMessage? _response;
    private readonly IDisposable[] _owned;

    private EndpointAnswer(EndpointFault fault, HttpResponseMessage? response, IDisposable[] owned, CancellationToken cancel) =>
        (Fault, _response, Cancel, _owned) = (fault, response, cancel, owned);

    /// <summary>Why there is no answer; everything else is empty then.</summary>
    public EndpointFault Fault { get; }

    /// <summary>The status; 0 without an answer.</summary>
    public int Status => (int?)_response?.StatusCode ?? 0;

    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => _response?.IsSuccessStatusCode is true;

    /// <summary>The whole header; empty when there is none.</summary>
    public string ContentType => _response?.Content.Headers.TryGetValues("Content-Type", out var values) is true ? string.Join(", ", values) : "";

    /// <summary>Bytes of the body as announced; null when it was not.</summary>
    public long? ContentLength => _response?.Content.Headers.ContentLength;

    /// <summary>Ends with the patience of the call.</summary>
    public CancellationToken Cancel { get; }

    public void Dispose()
    {
        _response?.Dispose();
        foreach (var one in _owned) one.Dispose();
    }

    /// <summary>The body; reading past the bound throws <see cref="InvalidDataException"/>.</summary>
    public async ValueTask<Stream> Open(long maxBytes) =>
        _response is null ? Stream.Null : new BoundedStream(await _response.Content.ReadAsStreamAsync(Cancel), maxBytes);

    /// <summary>The whole body when it fits; null when it does not, breaks off, or comes too slowly.</summary>
    public async ValueTask<byte[]?> ReadSmall(int maxBytes)
    {
        if (_response is null || ContentLength > maxBytes) return null;
        var bytes = new byte[maxBytes + 1];
        try
        {
            await using var body = await _response.Content.ReadAsStreamAsync(Cancel);
            var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, Cancel);
            return length > maxBytes ? null : bytes[..length];
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException or InvalidDataException)
        {
            return null;
        }
    }

    internal static EndpointAnswer Failed(EndpointFault fault) => new(fault, null, [], CancellationToken.None);

    internal static EndpointAnswer Of(HttpResponseMessage response, IDisposable[] owned, CancellationToken cancel) =>
        new(EndpointFault.None, response, owned, cancel);
}
