using System.Net;
using System.Net.Sockets;

namespace Guildhall.Community.Links;

/// <summary>Which addresses are the public internet's. Everything else may be a neighbour of this server, and stays out of reach.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. ((string[])
        [
            "0.0.0.0/8", // this network
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, where clouds keep their credentials
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", // protocols, examples, tests
            "224.0.0.0/4", "240.0.0.0/4", // multicast, reserved, broadcast
            "::/128", "::1/128", // unspecified, loopback
            "64:ff9b:1::/48", // translation to private networks
            "100::/64", // discard
            "2001::/23", // protocols, with Teredo
            "2001:db8::/32", "3fff::/20", // examples
            "5f00::/16", // segment routing
            "fc00::/7", // private
            "fe80::/10", "fec0::/10", // link-local, site-local
            "ff00::/8", // multicast
        ]).Select(IPNetwork.Parse),
    ];

    /// <summary>True for an address that anybody on the internet may call. An IPv4 address in whatever IPv6 dress counts as itself.</summary>
    public static bool Includes(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            if (Inside(address) is { } inner) return Includes(inner);
            if (address.ScopeId != 0) return false;
        }
        else if (address.AddressFamily != AddressFamily.InterNetwork)
        {
            return false;
        }

        return !NotPublic.Any(network => network.Contains(address));
    }

    // Mapped (::ffff:a.b.c.d), compatible (::a.b.c.d), translated (64:ff9b::a.b.c.d) and 6to4 (2002:ab:cd::) addresses.
    private static IPAddress? Inside(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes is [0x20, 0x02, var a, var b, var c, var d, ..]) return new IPAddress([a, b, c, d]);
        var isTranslated = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]);
        var isCompatible = bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && !address.Equals(IPAddress.IPv6Loopback) && !address.Equals(IPAddress.IPv6Any);
        return isTranslated || isCompatible ? new IPAddress(bytes.AsSpan(12)) : null;
    }
}
