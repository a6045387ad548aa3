using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Guildhall.Server.Options;

/// <summary>One address to listen on, from a URL such as http://localhost:8080, http://0.0.0.0:8080 or https://*:8443.</summary>
public sealed record ListenAddress(string Host, int Port, bool IsTls)
{
    public static ListenAddress Default { get; } = new("localhost", 8080, false);

    /// <summary>Any free port of this machine: for tests.</summary>
    public static ListenAddress AnyPort { get; } = new("127.0.0.1", 0, false);

    public string Scheme => IsTls ? "https" : "http";

    /// <summary>The address as one opens it on this machine.</summary>
    public override string ToString() => $"{Scheme}://{(IsEverywhere ? "localhost" : Host)}:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Whether every network of this machine is meant.</summary>
    public bool IsEverywhere => Host is "*" or "+" or "0.0.0.0" or "[::]";

    /// <summary>Whether the name stands for the loopback addresses, of IPv4 and IPv6.</summary>
    public bool IsLocalhost => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>The numeric address, when <see cref="Host"/> is one.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host.Trim('[', ']'), out var address) ? address : null;

    /// <summary>Reads a URL. The reason of a refusal is one clause that follows "because".</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? reason)
    {
        (address, reason) = (null, null);
        // The stars that mean "everywhere" are no host names to Uri.
        var readable = text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(readable, UriKind.Absolute, out var url)) reason = "it is not a URL such as http://localhost:8080";
        else if (url.Scheme is not ("http" or "https")) reason = "it must begin with http:// or https://";
        else if (url.PathAndQuery != "/" || url.Fragment.Length > 0) reason = "it must end after the port";
        else
        {
            address = new(url.Host, url.Port, url.Scheme == "https");
            if (!address.IsEverywhere && !address.IsLocalhost && address.Address is null)
                (address, reason) = (null, "its host must be localhost, an IP address of this machine, or * for all of them");
        }

        return address is not null;
    }
}
