using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway.Tls;

/// <summary>How an endpoint gets TLS that costs an idle connection little.</summary>
public static class TlsExtensions
{
    /// <summary>Whether OpenSSL 3 is on this system.</summary>
    public static bool IsOpenSslHere { get; } = IsHere("libssl.so.3") && IsHere("libcrypto.so.3");

    /// <summary>
    /// Decrypts this endpoint's connections with OpenSSL. Stands where UseHttps would, after the endpoint's protocols are set.
    /// </summary>
    /// <param name="certificate">The certificate with its private key, asked for with each connection: a new one serves those that come after it.</param>
    /// <param name="intermediates">Sent after the certificate.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">OpenSSL does not take the certificate or its key.</exception>
    public static ListenOptions UseOpenSsl(this ListenOptions listen, Func<X509Certificate2> certificate, IReadOnlyList<X509Certificate2> intermediates)
    {
        var contexts = new TlsContexts(certificate, intermediates, listen.Protocols.HasFlag(HttpProtocols.Http2));
        contexts.Current();
        var handshakes = new SemaphoreSlim(GatewayLimits.TlsHandshakes);
        var services = listen.ApplicationServices;
        // An endpoint's handlers are made from the last to the first. What .NET would do is there, since Kestrel knows by it that the endpoint
        // has TLS, and HTTP/2 with it; connections go past it.
        ConnectionDelegate? behind = null;
        listen.Use(_ => new TlsMiddleware(
            contexts.Current, handshakes, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>().CreateLogger("Guildhall.Gateway.Tls"), behind!).OnConnection);
        listen.UseHttps(certificate());
        listen.Use(next => behind = next);
        return listen;
    }

    private static bool IsHere(string library)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad(library, out var handle)) return false;
        NativeLibrary.Free(handle);
        return true;
    }

    /// <summary>The context of the certificate that is served now.</summary>
    private sealed class TlsContexts(Func<X509Certificate2> certificate, IReadOnlyList<X509Certificate2> intermediates, bool hasHttp2)
    {
        private readonly Lock _making = new();
        private volatile Made? _made;

        public TlsContext Current()
        {
            var wanted = certificate();
            if (_made is { } made && made.Certificate == wanted) return made.Context;
            lock (_making)
            {
                // The one before may be about to open a connection: its finalizer takes it.
                if (_made is not { } newer || newer.Certificate != wanted) _made = new Made(wanted, new TlsContext(wanted, intermediates, hasHttp2));
                return _made.Context;
            }
        }

        private sealed record Made(X509Certificate2 Certificate, TlsContext Context);
    }
}
