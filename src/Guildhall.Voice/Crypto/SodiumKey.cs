using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Guildhall.Voice.Crypto;

/// <summary>A key of 32 bytes outside the managed heap, where nothing copies it.</summary>
[InlineArray(32)]
internal struct SodiumKey
{
    private byte _first;

    public static unsafe SodiumKey* Create(ReadOnlySpan<byte> secret)
    {
        if (!Sodium.IsAvailable) throw new PlatformNotSupportedException("XChaCha20-Poly1305 needs libsodium (Debian's package libsodium23)");
        if (secret.Length != 32) throw new ArgumentException($"a key has 32 bytes, not {secret.Length}", nameof(secret));
        var key = (SodiumKey*)NativeMemory.Alloc((nuint)sizeof(SodiumKey));
        secret.CopyTo(new Span<byte>(key, sizeof(SodiumKey)));
        return key;
    }

    public static unsafe void Free(ref SodiumKey* key)
    {
        if (key is null) return;
        CryptographicOperations.ZeroMemory(new Span<byte>(key, sizeof(SodiumKey)));
        NativeMemory.Free(key);
        key = null;
    }
}
