using System.Net;
using System.Net.Sockets;

namespace Guildhall.Community.Links;

/// <summary>Asks for the addresses of a name.</summary>
public delegate Task<IPAddress[]> ResolveName(string host, CancellationToken cancel);

/// <summary>Opens a connection to one address.</summary>
public delegate ValueTask<Stream> DialAddress(IPEndPoint address, CancellationToken cancel);

/// <summary>
/// Opens connections to public addresses only. A name is resolved once, each of its addresses is checked, and the connection goes to a
/// checked address: a name that means something else a moment later changes nothing.
/// </summary>
public sealed class SafeConnector(LinkPreviewOptions options, ResolveName? resolve = null, DialAddress? dial = null)
{
    private readonly ResolveName _resolve = resolve ?? Dns.GetHostAddressesAsync;
    private readonly DialAddress _dial = dial ?? Dial;

    /// <summary>Throws <see cref="LinkRefusedException"/> for an address that must not even be looked up.</summary>
    public void Check(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https")) throw new LinkRefusedException("the scheme is neither http nor https");
        if (address.UserInfo.Length > 0) throw new LinkRefusedException("the address carries a password");
        if (address.Host.Length == 0) throw new LinkRefusedException("the address names no host");
        if (IsAllowed(address.IdnHost)) return;
        if (!address.IsDefaultPort) throw new LinkRefusedException("the port is not the scheme's own");
        if (address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && !PublicAddress.Includes(IPAddress.Parse(address.IdnHost)))
            throw new LinkRefusedException("the address is not public");
    }

    /// <summary>A connection to a host; throws <see cref="LinkRefusedException"/> when any of its addresses is not public.</summary>
    public async ValueTask<Stream> Connect(string host, int port, CancellationToken cancel)
    {
        host = host.Trim('[', ']');
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancel);
        if (addresses.Length == 0) throw new LinkRefusedException("the name has no address");
        if (!IsAllowed(host) && !Array.TrueForAll(addresses, PublicAddress.Includes)) throw new LinkRefusedException("an address of the name is not public");
        Exception? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await _dial(new IPEndPoint(address, port), cancel);
            }
            catch (SocketException failed)
            {
                last = failed;
            }
        }

        throw last!;
    }

    private bool IsAllowed(string host) => options.AllowedHosts.Contains(host.Trim('[', ']').ToLowerInvariant());

    private static async ValueTask<Stream> Dial(IPEndPoint address, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
