using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Guildhall.Voice.Rtc.Dtls;

/// <summary>
/// Our certificate (ECDSA P-256, self-signed, new in each process) and what we agree to: DTLS 1.2, ephemeral keys, AEAD, SRTP.
/// One for all handshakes of a role; may be used from any thread. OpenSSL 3.0 has no DTLS 1.3; browsers still speak 1.2.
/// </summary>
/// <exception cref="DllNotFoundException">OpenSSL 3 is not installed.</exception>
public sealed unsafe class DtlsContext : IDisposable
{
    /// <summary>SRTP profiles in the order in which we want them.</summary>
    private const string Profiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

    private const string Ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

    private nint _handle;

    /// <summary>Makes a certificate that is valid around now.</summary>
    public DtlsContext(TimeProvider time, bool isServer = true)
    {
        ArgumentNullException.ThrowIfNull(time);
        IsServer = isServer;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Guildhall", key, HashAlgorithmName.SHA256);
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        var der = certificate.RawData;
        Fingerprint = RtcFingerprint.Of(der);
        _handle = OpenSsl.SSL_CTX_new(isServer ? OpenSsl.DTLS_server_method() : OpenSsl.DTLS_client_method());
        try
        {
            Configure(der, key.ExportECPrivateKey());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>As an SDP wants it: "sha-256 AA:BB:…".</summary>
    public string Fingerprint { get; }

    public bool IsServer { get; }

    internal nint Handle => _handle;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _handle, 0) is var handle and not 0) OpenSsl.SSL_CTX_free(handle);
    }

    private void Configure(byte[] certificate, byte[] key)
    {
        fixed (byte* bytes = certificate) Check(OpenSsl.SSL_CTX_use_certificate_ASN1(_handle, certificate.Length, bytes) == 1, "certificate");
        fixed (byte* bytes = key) Check(OpenSsl.SSL_CTX_use_PrivateKey_ASN1(OpenSsl.EllipticKey, _handle, bytes, key.Length) == 1, "private key");
        CryptographicOperations.ZeroMemory(key);
        Check(OpenSsl.SSL_CTX_set_cipher_list(_handle, Ciphers) == 1, "ciphers");
        // 0 is success here.
        Check(OpenSsl.SSL_CTX_set_tlsext_use_srtp(_handle, Profiles) == 0, "SRTP profiles");
        OpenSsl.SSL_CTX_ctrl(_handle, OpenSsl.Control.SetMinVersion, OpenSsl.Dtls12, 0);
        OpenSsl.SSL_CTX_ctrl(_handle, OpenSsl.Control.SetMaxVersion, OpenSsl.Dtls12, 0);
        OpenSsl.SSL_CTX_ctrl(_handle, OpenSsl.Control.SetSessionCache, 0, 0);
        OpenSsl.SSL_CTX_set_options(_handle, OpenSsl.Option.NoQueryMtu | OpenSsl.Option.NoTicket | OpenSsl.Option.NoCompression | OpenSsl.Option.NoRenegotiation);
        // Both ends show self-signed certificates; what counts is the fingerprint, which DtlsSession compares.
        OpenSsl.SSL_CTX_set_verify(_handle, OpenSsl.VerifyPeerOrFail, &AcceptAny);
    }

    private static void Check(bool worked, string what)
    {
        if (!worked) throw new CryptographicException($"OpenSSL refused the {what} of the DTLS context");
    }

    [UnmanagedCallersOnly]
    private static int AcceptAny(int verified, nint store) => 1;
}
