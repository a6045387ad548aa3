using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Guildhall.Gateway.Tests.Harness;

/// <summary>Certificates of the tests' servers, and .NET's TLS as their client.</summary>
internal static class TestCertificate
{
    public static readonly X509Certificate2 Elliptic = Make(ECDsa.Create(ECCurve.NamedCurves.nistP256));
    public static readonly X509Certificate2 Rsa = Make(RSA.Create(2_048));

    /// <summary>The encrypted side of a connection to a server that shows one of them.</summary>
    public static async Task<SslStream> Connect(Stream wire, SslProtocols protocols = SslProtocols.None, params string[] applications)
    {
        var tls = new SslStream(wire);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            ApplicationProtocols = applications.Length == 0 ? null : [.. applications.Select(static name => new SslApplicationProtocol(name))],
            RemoteCertificateValidationCallback = static (_, shown, _, _) => IsOurs(shown),
        });
        return tls;
    }

    /// <summary>A client that trusts them.</summary>
    public static HttpClient Client(string address) => new(
        new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, shown, _, _) => IsOurs(shown) } },
        disposeHandler: true) { BaseAddress = new Uri(address) };

    public static bool IsOurs(X509Certificate? shown) =>
        shown?.GetRawCertData() is { } raw && (raw.SequenceEqual(Elliptic.RawData) || raw.SequenceEqual(Rsa.RawData));

    private static X509Certificate2 Make(AsymmetricAlgorithm key)
    {
        using (key)
        {
            var request = key is RSA rsa
                ? new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                : new CertificateRequest("CN=localhost", (ECDsa)key, HashAlgorithmName.SHA256);
            return request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        }
    }
}
