using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Guildhall.Server.Hosting.Tls;
using Guildhall.Server.Options;
using Guildhall.Server.Roles;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Guildhall.Server.Hosting;

/// <summary>The one port: Kestrel with the house's limits, and the gateway's sockets in front of HTTP.</summary>
internal static class Port
{
    // An image in a JSON body is a data URI: four characters for three bytes.
    private const long JsonWithImageBytes = (Limits.ImageBytes * 4L / 3) + Limits.JsonBodyBytes;

    public static void Listen(IWebHostBuilder web, ServerOptions options, IReadOnlyList<IRole> roles, HouseAuthority? authority)
    {
        web.UseKestrelCore();
        if (options.Listen.IsTls || authority is not null) web.UseKestrelHttpsConfiguration();
        web.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.UploadRequestBytes;
            var certificate = options.Listen.IsTls ? Certificate(options) : null;
            Bind(kestrel, options.Listen, listen =>
            {
                // Without TLS there is nothing to negotiate HTTP/2 with.
                listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
                if (certificate is not null) listen.UseHttps(certificate);
                else if (authority is not null) TlsByFirstByte.Use(listen, authority);
                foreach (var role in roles) role.Listen(listen);
            });
        });
    }

    /// <summary>Bodies with files may be large; others are bounded before anything reads them.</summary>
    public static Task LimitBody(HttpContext context, RequestDelegate next)
    {
        var type = context.Request.ContentType;
        if (type is null || !type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
            if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = JsonWithImageBytes;
        }

        return next(context);
    }

    private static void Bind(KestrelServerOptions kestrel, ListenAddress address, Action<ListenOptions> configure)
    {
        if (address.IsEverywhere) kestrel.ListenAnyIP(address.Port, configure);
        else if (address.Address is { } numeric) kestrel.Listen(numeric, address.Port, configure);
        else kestrel.ListenLocalhost(address.Port, configure);
    }

    private static X509Certificate2 Certificate(ServerOptions options)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(options.TlsCertificate!, options.TlsKey!);
        }
        catch (CryptographicException)
        {
            throw new StartException("--tls-certificate and --tls-key are no certificate in PEM with its private key.", StartException.WrongUsage);
        }
    }
}
