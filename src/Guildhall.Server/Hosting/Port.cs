using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Guildhall.Gateway.Tls;
using Guildhall.Server.Hosting.Tls;
using Guildhall.Server.Options;
using Guildhall.Server.Roles;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

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
            var certificate = options.Listen.IsTls ? Chain(options) : null;
            Bind(kestrel, options.Listen, listen =>
            {
                // Without TLS there is nothing to negotiate HTTP/2 with.
                listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
                if (certificate is not null) Decrypt(listen, options, certificate);
                else if (authority is not null) TlsByFirstByte.Use(listen, authority, HasOpenSsl(options));
                foreach (var role in roles) role.Listen(listen);
            });
        });
    }

    /// <summary>Bodies with files may be large; others are bounded before anything reads them.</summary>
    public static Task LimitBody(HttpContext context, RequestDelegate next)
    {
        var type = context.Request.ContentType;
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }) Unbound(context);
        else if (type is null || !type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
            if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = JsonWithImageBytes;
        }

        return next(context);
    }

    // A WebSocket over HTTP/2 is a body in the eyes of HTTP: one that has no length, and mostly silence in it.
    private static void Unbound(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
    }

    private static void Bind(KestrelServerOptions kestrel, ListenAddress address, Action<ListenOptions> configure)
    {
        if (address.IsEverywhere) kestrel.ListenAnyIP(address.Port, configure);
        else if (address.Address is { } numeric) kestrel.Listen(numeric, address.Port, configure);
        else kestrel.ListenLocalhost(address.Port, configure);
    }

    private static void Decrypt(ListenOptions listen, ServerOptions options, SslStreamCertificateContext certificate)
    {
        if (HasOpenSsl(options)) listen.UseOpenSsl(() => certificate.TargetCertificate, certificate.IntermediateCertificates);
        else listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate.TargetCertificate, [.. certificate.IntermediateCertificates]));
    }

    private static bool HasOpenSsl(ServerOptions options) => options.TlsLibrary switch
    {
        TlsLibrary.DotNet => false,
        TlsLibrary.OpenSsl when !TlsExtensions.IsOpenSslHere => throw new StartException("--tls-library openssl needs OpenSSL 3 (libssl.so.3); take auto or dotnet.", StartException.WrongUsage),
        _ => TlsExtensions.IsOpenSslHere,
    };

    /// <summary>The certificate, and what the file has behind it.</summary>
    private static SslStreamCertificateContext Chain(ServerOptions options)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(options.TlsCertificate!, options.TlsKey!);
            X509Certificate2Collection file = [];
            file.ImportFromPemFile(options.TlsCertificate!);
            return SslStreamCertificateContext.Create(certificate, file);
        }
        catch (CryptographicException)
        {
            throw new StartException("--tls-certificate and --tls-key are no certificate in PEM with its private key.", StartException.WrongUsage);
        }
    }
}
