using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using AesInstructions = System.Runtime.Intrinsics.X86.Aes;

namespace Guildhall.Voice.Crypto;

/// <summary>An AES key as <see cref="AesGcmKernel"/> reads it: round keys, and the powers of the hash key. Lives outside the managed heap.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AesGcmKey
{
    public const int Lanes = 8;

    private const int MostRoundKeys = 15;

    private fixed byte _roundKeys[MostRoundKeys * 16];
    private fixed byte _powers[Lanes * 16];
    private fixed byte _folded[Lanes * 16];

    /// <summary>10 for keys of 16 bytes, 14 for 32.</summary>
    public int Rounds;

    /// <summary>The processor has what <see cref="AesGcmKernel"/> is made of.</summary>
    public static bool IsSupported => AesInstructions.IsSupported && Pclmulqdq.IsSupported && Ssse3.IsSupported && Sse41.IsSupported;

    public static Vector128<byte>* RoundKeys(AesGcmKey* key) => (Vector128<byte>*)key->_roundKeys;

    /// <summary>The hash key to the powers 8, 7, … 1.</summary>
    public static Vector128<ulong>* Powers(AesGcmKey* key) => (Vector128<ulong>*)key->_powers;

    /// <summary>Of each power the two halves added, for Karatsuba's multiplication.</summary>
    public static Vector128<ulong>* Folded(AesGcmKey* key) => (Vector128<ulong>*)key->_folded;

    public static AesGcmKey* Create(ReadOnlySpan<byte> secret)
    {
        var key = (AesGcmKey*)NativeMemory.AlignedAlloc((nuint)sizeof(AesGcmKey), 64);
        new Span<byte>(key, sizeof(AesGcmKey)).Clear();
        key->Rounds = secret.Length == 32 ? 14 : 10;
        Expand(secret, RoundKeys(key));
        var hash = AesGcmKernel.Reverse(AesGcmKernel.EncryptBlock(key, Vector128<byte>.Zero)).AsUInt64();
        var first = AesGcmKernel.TimesX(hash);
        var power = first;
        for (var lane = Lanes - 1; lane >= 0; lane--)
        {
            Powers(key)[lane] = power;
            Folded(key)[lane] = power ^ Vector128.Shuffle(power, Vector128.Create(1ul, 0ul));
            power = AesGcmKernel.Multiply(power, first);
        }
        return key;
    }

    public static void Free(ref AesGcmKey* key)
    {
        if (key is null) return;
        CryptographicOperations.ZeroMemory(new Span<byte>(key, sizeof(AesGcmKey)));
        NativeMemory.AlignedFree(key);
        key = null;
    }

    // FIPS 197, section 5.2. The last round key serves as the S-box: with four equal columns, shifting rows changes nothing.
    private static void Expand(ReadOnlySpan<byte> secret, Vector128<byte>* roundKeys)
    {
        var words = (uint*)roundKeys;
        var length = secret.Length / 4;
        MemoryMarshal.Cast<byte, uint>(secret).CopyTo(new Span<uint>(words, length));
        var total = 4 * ((secret.Length == 32 ? 14 : 10) + 1);
        uint round = 1;
        for (var index = length; index < total; index++)
        {
            var word = words[index - 1];
            if (index % length == 0)
            {
                word = Substitute(uint.RotateRight(word, 8)) ^ round;
                round = (round << 1) ^ (round >> 7) * 0x11B;
            }
            else if (length > 6 && index % length == 4)
            {
                word = Substitute(word);
            }
            words[index] = words[index - length] ^ word;
        }
    }

    private static uint Substitute(uint word) =>
        AesInstructions.EncryptLast(Vector128.Create(word).AsByte(), Vector128<byte>.Zero).AsUInt32().ToScalar();
}
