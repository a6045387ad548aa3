using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Guildhall.Gateway.Tls;

/// <summary>What Kestrel asks about a connection's TLS. The few that there are serve all connections.</summary>
internal sealed class TlsFacts : ITlsConnectionFeature, ITlsHandshakeFeature, ITlsApplicationProtocolFeature
{
    private static readonly TlsFacts[] All =
    [
        new(SslProtocols.Tls12, []), new(SslProtocols.Tls12, "http/1.1"u8), new(SslProtocols.Tls12, "h2"u8),
        new(SslProtocols.Tls13, []), new(SslProtocols.Tls13, "http/1.1"u8), new(SslProtocols.Tls13, "h2"u8),
    ];

    private TlsFacts(SslProtocols protocol, ReadOnlySpan<byte> application) => (Protocol, ApplicationProtocol) = (protocol, application.ToArray());

    public SslProtocols Protocol { get; }

    public ReadOnlyMemory<byte> ApplicationProtocol { get; }

    // Clients are not asked for certificates.
    public X509Certificate2? ClientCertificate
    {
        get => null;
        set => throw new NotSupportedException();
    }

    // Of use to nobody here, and obsolete: the cipher suite says all of it.
#pragma warning disable SYSLIB0058
    public CipherAlgorithmType CipherAlgorithm => CipherAlgorithmType.None;

    public int CipherStrength => 0;

    public HashAlgorithmType HashAlgorithm => HashAlgorithmType.None;

    public int HashStrength => 0;

    public ExchangeAlgorithmType KeyExchangeAlgorithm => ExchangeAlgorithmType.None;

    public int KeyExchangeStrength => 0;
#pragma warning restore SYSLIB0058

    /// <summary>The facts for what a handshake agreed on.</summary>
    public static TlsFacts Of(bool isTls13, ReadOnlySpan<byte> application)
    {
        foreach (var facts in All)
        {
            if (facts.Protocol == SslProtocols.Tls13 == isTls13 && application.SequenceEqual(facts.ApplicationProtocol.Span)) return facts;
        }

        return All[isTls13 ? 3 : 0];
    }

    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult<X509Certificate2?>(null);
}
