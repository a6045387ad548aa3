using Guildhall.Server.Options;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Guildhall.Server.Hosting;

/// <summary>The address that people and bots reach this server at: --public-url, or else where the port turned out to be once it is open.</summary>
public sealed class ServedAddress(ServerOptions options, IServiceProvider house)
{
    private volatile string? _url;

    /// <summary>Without a slash at the end; empty while the port is not open.</summary>
    public string Url => _url ?? Find();

    private string Find()
    {
        if ((options.PublicUrl ?? Bound()) is not { } url) return "";
        return _url = url.ToString().TrimEnd('/');
    }

    private Uri? Bound() =>
        house.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } bound && new Uri(bound) is { Port: > 0 and var port }
            ? new Uri((options.Listen with { Port = port }).ToString())
            : null;
}
