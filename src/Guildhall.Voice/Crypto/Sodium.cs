using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Guildhall.Voice.Crypto;

/// <summary>XChaCha20-Poly1305 by libsodium.</summary>
internal static unsafe partial class Sodium
{
    private const string Library = "libsodium.so.23";

    /// <summary>libsodium is installed, can be loaded and has set itself up.</summary>
    public static bool IsAvailable { get; } = OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, out _) && Initialise() >= 0;

    public static void Seal(SodiumKey* key, byte* nonce, byte* aad, int aadLength, byte* from, byte* to, int length, byte* tag)
    {
        if (Encrypt(to, tag, null, from, (ulong)length, aad, (ulong)aadLength, null, nonce, (byte*)key) != 0) throw new CryptographicException("libsodium did not seal a packet");
    }

    public static bool Open(SodiumKey* key, byte* nonce, byte* aad, int aadLength, byte* from, byte* to, int length, byte* tag) =>
        Decrypt(to, null, from, (ulong)length, tag, aad, (ulong)aadLength, nonce, (byte*)key) == 0;

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "crypto_aead_xchacha20poly1305_ietf_encrypt_detached")]
    private static partial int Encrypt(byte* to, byte* tag, ulong* tagLength, byte* from, ulong length, byte* aad, ulong aadLength, byte* unused, byte* nonce, byte* key);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "crypto_aead_xchacha20poly1305_ietf_decrypt_detached")]
    private static partial int Decrypt(byte* to, byte* unused, byte* from, ulong length, byte* tag, byte* aad, ulong aadLength, byte* nonce, byte* key);

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    private static partial int Initialise();
}
