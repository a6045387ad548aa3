using Guildhall.Gateway.Compression;

namespace Guildhall.Gateway.Connections;

/// <summary>What a client asked for when it opened its WebSocket.</summary>
/// <param name="AcceptKey">The value of Sec-WebSocket-Accept.</param>
/// <param name="Host">The host it connected to, in characters that are safe in a URL; empty when unknown.</param>
/// <param name="Query">The query without its question mark.</param>
internal sealed record UpgradeRequest(string AcceptKey, string Host, bool IsSecure, string Query)
{
    /// <summary>The API version in the query: 10 when absent, -1 when it is no number.</summary>
    public int Version { get; } = Value(Query, "v") is not { } text ? 10 : int.TryParse(text, out var version) ? version : -1;

    public bool IsVersionServed => Version is 9 or 10;

    public string? Compression { get; } = Value(Query, "compress") is { Length: > 0 } value ? value : null;

    public bool IsEtf => Encoding == "etf";

    /// <summary>How the socket writes what it sends.</summary>
    public WireFormat Format => (IsEtf, Compression) switch
    {
        (false, "zlib-stream") => WireFormat.JsonInZlib,
        (false, "zstd-stream") => WireFormat.JsonInZstd,
        (false, _) => WireFormat.Json,
        (true, "zlib-stream") => WireFormat.EtfInZlib,
        (true, "zstd-stream") => WireFormat.EtfInZstd,
        (true, _) => WireFormat.Etf,
    };

    /// <summary>False for the encodings and compressions this server does not speak; zstd needs a library of the system.</summary>
    public bool IsFormatServed => Encoding is "json" or "etf"
        && (Compression is null or "zlib-stream" || (Compression == "zstd-stream" && ZstdSplice.IsAvailable));

    /// <summary>The URL of this gateway as the client knows it; null when its host is unknown.</summary>
    public string? Url => Host.Length == 0 ? null : (IsSecure ? "wss://" : "ws://") + Host;

    private string Encoding { get; } = Value(Query, "encoding") ?? "json";

    private static string? Value(string query, string name)
    {
        foreach (var part in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[part];
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair[..equals].SequenceEqual(name)) return pair[(equals + 1)..].ToString();
        }

        return null;
    }
}
