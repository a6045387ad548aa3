using System.Runtime.InteropServices;

namespace Guildhall.Voice.Rtc.Dtls;

/// <summary>The part of OpenSSL 3 that a DTLS endpoint over memory needs. It is there wherever .NET does TLS on Linux.</summary>
internal static unsafe partial class OpenSsl
{
    public const int Dtls12 = 0xFEFD;
    public const int ErrorWantRead = 2;
    public const int ErrorWantWrite = 3;
    public const int ErrorZeroReturn = 6;
    public const int EllipticKey = 408;
    public const int VerifyPeerOrFail = 3;

    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    /// <summary>Commands of SSL_CTX_ctrl and SSL_ctrl.</summary>
    public static class Control
    {
        public const int SetMtu = 17;
        public const int SetSessionCache = 44;
        public const int GetTimeout = 73;
        public const int HandleTimeout = 74;
        public const int SetMinVersion = 123;
        public const int SetMaxVersion = 124;
        public const int MemoryEofReturn = 130;
    }

    /// <summary>Bits of SSL_CTX_set_options.</summary>
    public static class Option
    {
        public const ulong NoQueryMtu = 1UL << 12;
        public const ulong NoTicket = 1UL << 14;
        public const ulong NoCompression = 1UL << 17;
        public const ulong NoRenegotiation = 1UL << 30;
    }

    [LibraryImport(Ssl)]
    public static partial nint DTLS_server_method();

    [LibraryImport(Ssl)]
    public static partial nint DTLS_client_method();

    [LibraryImport(Ssl)]
    public static partial nint SSL_CTX_new(nint method);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(Ssl)]
    public static partial long SSL_CTX_ctrl(nint context, int command, long number, nint pointer);

    [LibraryImport(Ssl)]
    public static partial ulong SSL_CTX_set_options(nint context, ulong options);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_cipher_list(nint context, string ciphers);

    /// <summary>Returns 0 when it worked, unlike everything else here.</summary>
    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_tlsext_use_srtp(nint context, string profiles);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_use_certificate_ASN1(nint context, int length, byte* der);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_use_PrivateKey_ASN1(int type, nint context, byte* der, nint length);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_verify(nint context, int mode, delegate* unmanaged<int, nint, int> callback);

    [LibraryImport(Ssl)]
    public static partial nint SSL_new(nint context);

    [LibraryImport(Ssl)]
    public static partial void SSL_free(nint ssl);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_bio(nint ssl, nint read, nint write);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_accept_state(nint ssl);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_connect_state(nint ssl);

    [LibraryImport(Ssl)]
    public static partial int SSL_do_handshake(nint ssl);

    [LibraryImport(Ssl)]
    public static partial int SSL_read(nint ssl, byte* into, int length);

    [LibraryImport(Ssl)]
    public static partial int SSL_shutdown(nint ssl);

    [LibraryImport(Ssl)]
    public static partial int SSL_get_error(nint ssl, int result);

    [LibraryImport(Ssl)]
    public static partial long SSL_ctrl(nint ssl, int command, long number, nint pointer);

    [LibraryImport(Ssl)]
    public static partial nint SSL_get_selected_srtp_profile(nint ssl);

    [LibraryImport(Ssl)]
    public static partial int SSL_export_keying_material(nint ssl, byte* into, nint length, byte* label, nint labelLength, byte* context, nint contextLength, int useContext);

    [LibraryImport(Ssl)]
    public static partial nint SSL_get1_peer_certificate(nint ssl);

    [LibraryImport(Crypto)]
    public static partial int i2d_X509(nint certificate, byte** into);

    [LibraryImport(Crypto)]
    public static partial void X509_free(nint certificate);

    [LibraryImport(Crypto)]
    public static partial nint BIO_s_mem();

    [LibraryImport(Crypto)]
    public static partial nint BIO_new(nint method);

    [LibraryImport(Crypto)]
    public static partial int BIO_write(nint bio, byte* bytes, int length);

    [LibraryImport(Crypto)]
    public static partial int BIO_read(nint bio, byte* into, int length);

    [LibraryImport(Crypto)]
    public static partial long BIO_ctrl(nint bio, int command, long number, nint pointer);

    [LibraryImport(Crypto)]
    public static partial nint BIO_ctrl_pending(nint bio);

    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();
}
