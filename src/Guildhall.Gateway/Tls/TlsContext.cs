using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Guildhall.Gateway.Tls;

/// <summary>
/// A certificate and what we agree to with it: TLS 1.2 and up, ephemeral keys, no compression, no renegotiation, tickets instead of a
/// store of sessions. One for all connections; may be used from any thread.
/// </summary>
internal sealed unsafe class TlsContext : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>For TLS 1.2; what .NET takes. TLS 1.3 has ciphers of its own, all good.</summary>
    private const string Ciphers =
        "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:" +
        "ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256";

    private const long ReleaseBuffers = 0x10;
    private const int AlpnChosen = 0;
    private const int AlpnRefused = 2;

    private static ReadOnlySpan<byte> Http2 => "h2"u8;

    private static ReadOnlySpan<byte> Http11 => "http/1.1"u8;

    /// <param name="certificate">With its private key, RSA or elliptic.</param>
    /// <param name="intermediates">Sent after it.</param>
    /// <param name="hasHttp2">Whether clients may choose HTTP/2.</param>
    /// <exception cref="CryptographicException">OpenSSL does not take the certificate or its key.</exception>
    public TlsContext(X509Certificate2 certificate, IEnumerable<X509Certificate2> intermediates, bool hasHttp2)
        : base(ownsHandle: true)
    {
        SetHandle(LibSsl.SSL_CTX_new(LibSsl.TLS_server_method()));
        if (IsInvalid) throw new CryptographicException("OpenSSL makes no context");
        try
        {
            Agree(hasHttp2);
            Show(certificate);
            foreach (var intermediate in intermediates) Append(intermediate.RawData);
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            LibSsl.ERR_clear_error();
        }
    }

    /// <summary>The TLS side of a new connection.</summary>
    /// <exception cref="InsufficientMemoryException">OpenSSL has no memory.</exception>
    public TlsSession Open()
    {
        var isHeld = false;
        try
        {
            // OpenSSL counts its own references from here on.
            DangerousAddRef(ref isHeld);
            var ssl = LibSsl.SSL_new(handle);
            return ssl != 0 ? new TlsSession(ssl) : throw new InsufficientMemoryException();
        }
        finally
        {
            if (isHeld) DangerousRelease();
        }
    }

    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_CTX_free(handle);
        return true;
    }

    private void Agree(bool hasHttp2)
    {
        LibSsl.SSL_CTX_ctrl(handle, LibSsl.Control.SetMinVersion, LibSsl.Tls12, 0);
        LibSsl.SSL_CTX_set_options(handle, LibSsl.Option.NoCompression | LibSsl.Option.ServerPreference | LibSsl.Option.NoRenegotiation);
        Check(LibSsl.SSL_CTX_set_cipher_list(handle, Ciphers) == 1, "ciphers");
        // Else a connection that says nothing keeps 17 KB to read into and 17 KB to write from.
        LibSsl.SSL_CTX_ctrl(handle, LibSsl.Control.SetMode, ReleaseBuffers, 0);
        LibSsl.SSL_CTX_ctrl(handle, LibSsl.Control.SetSessionCache, 0, 0);
        _ = LibSsl.SSL_CTX_set_num_tickets(handle, 1);
        LibSsl.SSL_CTX_set_alpn_select_cb(handle, &Choose, hasHttp2 ? 1 : 0);
    }

    private void Show(X509Certificate2 certificate)
    {
        fixed (byte* der = certificate.RawData) Check(LibSsl.SSL_CTX_use_certificate_ASN1(handle, certificate.RawData.Length, der) == 1, "certificate");
        var bytes = PrivateKey(certificate);
        try
        {
            fixed (byte* start = bytes)
            {
                var at = start;
                var key = LibSsl.d2i_AutoPrivateKey(null, &at, bytes.Length);
                Check(key != 0, "private key");
                var isTaken = LibSsl.SSL_CTX_use_PrivateKey(handle, key) == 1;
                LibSsl.EVP_PKEY_free(key);
                Check(isTaken && LibSsl.SSL_CTX_check_private_key(handle) == 1, "private key");
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private void Append(byte[] der)
    {
        fixed (byte* start = der)
        {
            var at = start;
            var certificate = LibSsl.d2i_X509(null, &at, der.Length);
            Check(certificate != 0, "chain");
            // 1: OpenSSL takes a reference of its own.
            var isTaken = LibSsl.SSL_CTX_ctrl(handle, LibSsl.Control.AddChainCertificate, 1, certificate) == 1;
            LibSsl.X509_free(certificate);
            Check(isTaken, "chain");
        }
    }

    private static byte[] PrivateKey(X509Certificate2 certificate)
    {
        using var elliptic = certificate.GetECDsaPrivateKey();
        if (elliptic is not null) return elliptic.ExportPkcs8PrivateKey();
        using var rsa = certificate.GetRSAPrivateKey();
        return rsa?.ExportPkcs8PrivateKey() ?? throw new CryptographicException("the private key is neither RSA nor elliptic");
    }

    private static void Check(bool worked, string what)
    {
        if (!worked) throw new CryptographicException($"OpenSSL refused the {what} of the TLS context");
    }

    /// <summary>Our favourite of what the client offers; a client that offers only others is refused, as RFC 7301 wants.</summary>
    [UnmanagedCallersOnly]
    private static int Choose(nint ssl, byte** chosen, byte* length, byte* offered, uint offeredLength, nint hasHttp2)
    {
        var offers = new ReadOnlySpan<byte>(offered, (int)offeredLength);
        var at = hasHttp2 != 0 ? IndexOf(offers, Http2) : -1;
        if (at < 0) at = IndexOf(offers, Http11);
        if (at < 0) return AlpnRefused;
        *chosen = offered + at + 1;
        *length = offers[at];
        return AlpnChosen;
    }

    private static int IndexOf(ReadOnlySpan<byte> offers, ReadOnlySpan<byte> protocol)
    {
        for (var at = 0; at < offers.Length && at + 1 + offers[at] <= offers.Length; at += 1 + offers[at])
        {
            if (offers.Slice(at + 1, offers[at]).SequenceEqual(protocol)) return at;
        }

        return -1;
    }
}
