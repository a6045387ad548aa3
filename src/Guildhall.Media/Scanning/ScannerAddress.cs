using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Guildhall.Media.Scanning;

/// <summary>Where clamd listens: a socket in the file system, or a host and a port.</summary>
public sealed record ScannerAddress
{
    private ScannerAddress(EndPoint end) => End = end;

    /// <summary>What a socket connects to.</summary>
    public EndPoint End { get; }

    /// <summary>The kind of socket.</summary>
    public AddressFamily Family => End is UnixDomainSocketEndPoint ? AddressFamily.Unix : AddressFamily.InterNetworkV6;

    /// <summary>Reads "/run/clamav/clamd.ctl" or "localhost:3310".</summary>
    /// <exception cref="FormatException">It is neither; the message follows "because".</exception>
    public static ScannerAddress Parse(string text)
    {
        if (text.StartsWith('/')) return new ScannerAddress(new UnixDomainSocketEndPoint(text));
        var colon = text.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
            return new ScannerAddress(new DnsEndPoint(text[..colon].Trim('[', ']'), port));
        throw new FormatException("it is neither the path of a socket such as /run/clamav/clamd.ctl nor an address such as localhost:3310");
    }

    public override string ToString() => End is DnsEndPoint host ? $"{host.Host}:{host.Port}" : End.ToString()!;
}
