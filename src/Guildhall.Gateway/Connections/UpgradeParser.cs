using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Gateway.Connections;

internal enum UpgradeVerdict
{
    /// <summary>Not a WebSocket upgrade of the gateway: HTTP's business.</summary>
    NotOurs,

    /// <summary>More bytes are needed to tell.</summary>
    Unclear,

    /// <summary>An upgrade to the gateway.</summary>
    Ours,

    /// <summary>An upgrade to the gateway that breaks the rules: 400.</summary>
    Broken,
}

/// <summary>
/// Reads the first request of a connection as far as it takes to know whether it opens a WebSocket to the gateway, which is at
/// "/" and "/gateway". Strict and small: at most <see cref="GatewayLimits.UpgradeRequestBytes"/>, HTTP/1.1, no folded lines, no body.
/// </summary>
internal static class UpgradeParser
{
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]_");

    public static UpgradeVerdict Examine(ReadOnlySpan<byte> bytes, bool isSecure, out UpgradeRequest? request, out int consumed)
    {
        request = null;
        consumed = 0;
        var target = TargetOf(bytes, out var verdict);
        if (verdict != UpgradeVerdict.Ours) return verdict;

        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0) return bytes.Length < GatewayLimits.UpgradeRequestBytes ? UpgradeVerdict.Unclear : UpgradeVerdict.NotOurs;
        var lines = bytes[..end];
        var firstLine = lines.IndexOf("\r\n"u8);
        if (firstLine < 0) return UpgradeVerdict.NotOurs;
        var headers = new Headers();
        var isWellFormed = headers.TryRead(lines[(firstLine + 2)..]);
        if (!headers.IsWebSocket) return UpgradeVerdict.NotOurs;
        if (!isWellFormed || !headers.IsComplete || !lines[..firstLine].EndsWith(" HTTP/1.1"u8)) return UpgradeVerdict.Broken;

        var question = target.IndexOf((byte)'?');
        var query = question < 0 ? "" : Encoding.ASCII.GetString(target[(question + 1)..]);
        if (IsVoice(Encoding.ASCII.GetString(question < 0 ? target : target[..question]), query)) return UpgradeVerdict.NotOurs;
        request = new UpgradeRequest(AcceptKeyOf(headers.Key!), SafeHost(headers.Host!), isSecure || headers.IsForwardedSecure, query);
        consumed = end + 4;
        return UpgradeVerdict.Ours;
    }

    /// <summary>Sec-WebSocket-Accept for a Sec-WebSocket-Key.</summary>
    public static string AcceptKeyOf(string key)
    {
        // SHA-1 is what RFC 6455 prescribes; it proves that we read the request, and protects nothing.
#pragma warning disable CA5350
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }

    /// <summary>
    /// True for what clients of the voice gateway open, whose endpoint has no path: a version of theirs, 4 to 8, and no encoding, which
    /// clients of this gateway's old versions name.
    /// </summary>
    public static bool IsVoice(string path, string query)
    {
        if (path != "/") return false;
        var isVersion = false;
        foreach (var part in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[part];
            if (pair.StartsWith("encoding=", StringComparison.Ordinal)) return false;
            isVersion |= pair is "v=4" or "v=5" or "v=6" or "v=7" or "v=8";
        }

        return isVersion;
    }

    /// <summary>A key is 16 bytes in base64.</summary>
    public static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[18];
        return key.Length == 24 && Convert.TryFromBase64String(key, bytes, out var length) && length == 16;
    }

    /// <summary>A host as it may stand in a URL; empty when it has other characters.</summary>
    public static string SafeHost(string host) =>
        host.Length is 0 or > 255 || host.AsSpan().ContainsAnyExcept(HostCharacters) ? "" : host;

    // Most first requests are plain HTTP, and those are told apart by their first bytes.
    private static ReadOnlySpan<byte> TargetOf(ReadOnlySpan<byte> bytes, out UpgradeVerdict verdict)
    {
        verdict = UpgradeVerdict.NotOurs;
        var start = "GET /"u8;
        if (!bytes.StartsWith(start[..Math.Min(start.Length, bytes.Length)])) return default;
        verdict = UpgradeVerdict.Unclear;
        if (bytes.Length < start.Length) return default;
        var target = bytes[4..];
        var space = target.IndexOf((byte)' ');
        if (space >= 0) target = target[..space];
        var question = target.IndexOf((byte)'?');
        var isPathComplete = space >= 0 || question >= 0;
        var path = question < 0 ? target : target[..question];
        var isOurs = IsGatewayPath(path) || (!isPathComplete && path.Length < 10 && "/gateway/"u8.StartsWith(path));
        if (!isOurs) verdict = UpgradeVerdict.NotOurs;
        else if (space >= 0) verdict = UpgradeVerdict.Ours;
        else if (bytes.Length >= GatewayLimits.UpgradeRequestBytes) verdict = UpgradeVerdict.NotOurs;
        return target;
    }

    private static bool IsGatewayPath(ReadOnlySpan<byte> path) =>
        path.SequenceEqual("/"u8) || path.SequenceEqual("/gateway"u8) || path.SequenceEqual("/gateway/"u8);

    private ref struct Headers
    {
        private bool _isUpgrade;
        private bool _isVersion13;
        private bool _hasBody;

        public string? Key { get; private set; }

        public string? Host { get; private set; }

        public bool IsWebSocket { get; private set; }

        public bool IsForwardedSecure { get; private set; }

        public readonly bool IsComplete => _isUpgrade && _isVersion13 && !_hasBody && Host is not null && Key is not null && IsKey(Key);

        /// <summary>False when a line is no header or one that must be there once comes twice.</summary>
        public bool TryRead(ReadOnlySpan<byte> lines)
        {
            var isWellFormed = true;
            while (!lines.IsEmpty)
            {
                var end = lines.IndexOf("\r\n"u8);
                var line = end < 0 ? lines : lines[..end];
                lines = end < 0 ? default : lines[(end + 2)..];
                var colon = line.IndexOf((byte)':');
                if (colon <= 0 || line.IndexOfAny((byte)'\r', (byte)'\n', (byte)0) >= 0 || line[..colon].IndexOfAny((byte)' ', (byte)'\t') >= 0)
                {
                    isWellFormed = false;
                    continue;
                }

                isWellFormed &= Take(line[..colon], line[(colon + 1)..].Trim(" \t"u8));
            }

            return isWellFormed;
        }

        private bool Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            if (Is(name, "host"u8))
            {
                if (Host is not null) return false;
                Host = Encoding.ASCII.GetString(value);
            }
            else if (Is(name, "sec-websocket-key"u8))
            {
                if (Key is not null) return false;
                Key = Encoding.ASCII.GetString(value);
            }
            else if (Is(name, "upgrade"u8))
            {
                IsWebSocket |= HasToken(value, "websocket"u8);
            }
            else if (Is(name, "connection"u8))
            {
                _isUpgrade |= HasToken(value, "upgrade"u8);
            }
            else if (Is(name, "sec-websocket-version"u8))
            {
                _isVersion13 = value.SequenceEqual("13"u8);
            }
            else if (Is(name, "x-forwarded-proto"u8))
            {
                IsForwardedSecure = Is(value, "https"u8) || Is(value, "wss"u8);
            }
            else if (Is(name, "transfer-encoding"u8) || (Is(name, "content-length"u8) && !value.SequenceEqual("0"u8)))
            {
                _hasBody = true;
            }

            return true;
        }

        private static bool Is(ReadOnlySpan<byte> value, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(value, expected);

        private static bool HasToken(ReadOnlySpan<byte> list, ReadOnlySpan<byte> token)
        {
            foreach (var part in list.Split((byte)','))
            {
                if (Is(list[part].Trim(" \t"u8), token)) return true;
            }

            return false;
        }
    }
}
