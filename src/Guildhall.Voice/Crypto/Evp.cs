using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Guildhall.Voice.Crypto;

/// <summary>AES-GCM by OpenSSL 3 with contexts that keep their key: one packet costs five calls and no allocation.</summary>
internal static unsafe partial class Evp
{
    private const string Library = "libcrypto.so.3";
    private const int GetTag = 0x10;
    private const int SetTag = 0x11;

    /// <summary>OpenSSL 3 is installed and can be loaded.</summary>
    public static bool IsAvailable { get; } = OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, out _);

    public static nint Create(ReadOnlySpan<byte> key, bool sealing)
    {
        var context = NewContext();
        var cipher = key.Length == 32 ? Aes256Gcm() : Aes128Gcm();
        fixed (byte* secret = key)
        {
            if (context == 0 || Begin(context, cipher, 0, secret, null, sealing ? 1 : 0) != 1) throw new CryptographicException("OpenSSL refuses AES-GCM");
        }
        return context;
    }

    public static void Seal(nint context, byte* nonce, byte* aad, int aadLength, byte* from, byte* to, int length, byte* tag)
    {
        int written;
        var done = Begin(context, 0, 0, null, nonce, 1) == 1 &&
            (aadLength == 0 || Update(context, null, &written, aad, aadLength) == 1) &&
            (length == 0 || Update(context, to, &written, from, length) == 1) &&
            Final(context, to + length, &written) == 1 &&
            Control(context, GetTag, PacketCipher.TagLength, tag) == 1;
        if (!done) throw new CryptographicException("OpenSSL did not seal a packet");
    }

    public static bool Open(nint context, byte* nonce, byte* aad, int aadLength, byte* from, byte* to, int length, byte* tag)
    {
        int written;
        return Begin(context, 0, 0, null, nonce, 0) == 1 &&
            (aadLength == 0 || Update(context, null, &written, aad, aadLength) == 1) &&
            (length == 0 || Update(context, to, &written, from, length) == 1) &&
            Control(context, SetTag, PacketCipher.TagLength, tag) == 1 &&
            Final(context, to + length, &written) == 1;
    }

    /// <summary>OpenSSL wipes what it frees.</summary>
    public static void Free(ref nint context)
    {
        if (context != 0) FreeContext(context);
        context = 0;
    }

    // Each of these takes well under a microsecond and never waits, so the garbage collector can wait for them.
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "EVP_CipherInit_ex")]
    private static partial int Begin(nint context, nint cipher, nint engine, byte* key, byte* nonce, int sealing);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "EVP_CipherUpdate")]
    private static partial int Update(nint context, byte* to, int* written, byte* from, int length);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "EVP_CipherFinal_ex")]
    private static partial int Final(nint context, byte* to, int* written);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_ctrl")]
    private static partial int Control(nint context, int what, int length, void* value);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
    private static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_aes_128_gcm")]
    private static partial nint Aes128Gcm();

    [LibraryImport(Library, EntryPoint = "EVP_aes_256_gcm")]
    private static partial nint Aes256Gcm();
}
