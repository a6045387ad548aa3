using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Guildhall.VoiceLoad.Rtc;

/// <summary>The certificate and the settings that all WebRTC clients of the load share.</summary>
internal sealed unsafe class DtlsIdentity : IDisposable
{
    private const int EllipticKey = 408;

    public DtlsIdentity()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=load", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        Fingerprint = FingerprintOf(certificate.RawData);
        Context = LibSsl.NewContext(LibSsl.ClientMethod());
        var (der, secret) = (certificate.RawData, key.ExportECPrivateKey());
        fixed (byte* start = der) Require(LibSsl.UseCertificate(Context, der.Length, start) == 1, "certificate");
        fixed (byte* start = secret) Require(LibSsl.UsePrivateKey(EllipticKey, Context, start, secret.Length) == 1, "key");
        // It returns 0 when all is well.
        Require(LibSsl.UseSrtp(Context, "SRTP_AEAD_AES_128_GCM") == 0, "SRTP profile");
        // The chain is nobody's; the fingerprint is compared after the handshake.
        LibSsl.SetVerify(Context, 0, 0);
    }

    public nint Context { get; }

    /// <summary>SHA-256 of the certificate, as SDP writes it.</summary>
    public string Fingerprint { get; }

    public static string FingerprintOf(ReadOnlySpan<byte> certificate) =>
        string.Join(':', SHA256.HashData(certificate).Select(part => part.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    public void Dispose() => LibSsl.FreeContext(Context);

    private static void Require(bool done, string what)
    {
        if (!done) throw new InvalidOperationException($"OpenSSL does not take the {what}.");
    }
}
