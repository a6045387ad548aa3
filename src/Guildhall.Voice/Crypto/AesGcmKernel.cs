using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using AesInstructions = System.Runtime.Intrinsics.X86.Aes;

namespace Guildhall.Voice.Crypto;

/// <summary>
/// AES-GCM on the processor's own instructions, eight blocks at a time, the hash of one group computed between the rounds of the next.
/// No branch and no address depends on a secret. The hash is kept as POLYVAL (RFC 8452, appendix A), whose reduction needs no bit shifts.
/// </summary>
internal static unsafe partial class AesGcmKernel
{
    private const int Lanes = AesGcmKey.Lanes;
    private const int Group = Lanes * 16;

    // x^127 + x^126 + x^121, in each half: what a reduction multiplies by.
    private static Vector128<ulong> Fold => Vector128.Create(0xC200_0000_0000_0000ul);

    private static Vector128<byte> Reversal => Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

    public static void Seal(AesGcmKey* key, byte* nonce, byte* aad, int aadLength, byte* from, byte* to, int length, byte* tag)
    {
        var counter = FirstCounter(nonce);
        var mask = EncryptBlock(key, Reverse(counter));
        var hash = HashPadded(key, Vector128<ulong>.Zero, aad, aadLength);
        var left = length;
        if (left >= Group)
        {
            EncryptGroup(key, ref counter, from, to);
            for (left -= Group; left >= Group; left -= Group)
            {
                from += Group;
                var earlier = to;
                to += Group;
                hash = EncryptAndHash(key, ref counter, from, to, hash, earlier);
            }
            hash = HashGroup(key, hash, to);
            from += Group;
            to += Group;
        }
        EncryptRest(key, counter, from, to, left);
        hash = HashRest(key, hash, to, left, aadLength, length);
        (Reverse(hash.AsByte()) ^ mask).Store(tag);
    }

    public static bool Open(AesGcmKey* key, byte* nonce, byte* aad, int aadLength, byte* from, byte* to, int length, byte* tag)
    {
        var counter = FirstCounter(nonce);
        var mask = EncryptBlock(key, Reverse(counter));
        var hash = HashPadded(key, Vector128<ulong>.Zero, aad, aadLength);
        var left = length;
        for (; left >= Group; left -= Group)
        {
            hash = EncryptAndHash(key, ref counter, from, to, hash, from);
            from += Group;
            to += Group;
        }
        hash = HashRest(key, hash, from, left, aadLength, length);
        EncryptRest(key, counter, from, to, left);
        var expected = Reverse(hash.AsByte()) ^ mask;
        return CryptographicOperations.FixedTimeEquals(new ReadOnlySpan<byte>(&expected, 16), new ReadOnlySpan<byte>(tag, 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Reverse(Vector128<byte> value) => Ssse3.Shuffle(value, Reversal);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Reverse(Vector128<uint> value) => Reverse(value.AsByte());

    public static Vector128<byte> EncryptBlock(AesGcmKey* key, Vector128<byte> block)
    {
        var rounds = AesGcmKey.RoundKeys(key);
        block ^= rounds[0];
        for (var round = 1; round < key->Rounds; round++) block = AesInstructions.Encrypt(block, rounds[round]);
        return AesInstructions.EncryptLast(block, rounds[key->Rounds]);
    }

    /// <summary>The key of GHASH as the key of POLYVAL: multiplied by x.</summary>
    public static Vector128<ulong> TimesX(Vector128<ulong> value)
    {
        var low = value[0];
        var high = value[1];
        var carry = 0 - (high >> 63);
        return Vector128.Create((low << 1) ^ (carry & 1), (high << 1 | low >> 63) ^ (carry & 0xC200_0000_0000_0000));
    }

    public static Vector128<ulong> Multiply(Vector128<ulong> left, Vector128<ulong> right)
    {
        var low = Pclmulqdq.CarrylessMultiply(left, right, 0x00);
        var high = Pclmulqdq.CarrylessMultiply(left, right, 0x11);
        var middle = Pclmulqdq.CarrylessMultiply(left, right, 0x01) ^ Pclmulqdq.CarrylessMultiply(left, right, 0x10);
        return Reduce(low, middle, high);
    }

    // The counter of a nonce of 12 bytes, byte-reversed so that its last four bytes are the first lane of an addition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> FirstCounter(byte* nonce) => Vector128.Create(
        1u,
        BinaryPrimitives.ReverseEndianness(*(uint*)(nonce + 8)),
        BinaryPrimitives.ReverseEndianness(*(uint*)(nonce + 4)),
        BinaryPrimitives.ReverseEndianness(*(uint*)nonce));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Next(ref Vector128<uint> counter)
    {
        counter += Vector128.Create(1u, 0, 0, 0);
        return Reverse(counter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(byte* block) => Reverse(Vector128.Load(block)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Swap(Vector128<ulong> value) => Sse2.Shuffle(value.AsUInt32(), 0b01_00_11_10).AsUInt64();

    // Montgomery's reduction: two multiplications by a constant of 64 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Reduce(Vector128<ulong> low, Vector128<ulong> middle, Vector128<ulong> high)
    {
        low ^= Sse2.ShiftLeftLogical128BitLane(middle, 8);
        high ^= Sse2.ShiftRightLogical128BitLane(middle, 8);
        var first = Swap(low) ^ Pclmulqdq.CarrylessMultiply(low, Fold, 0x00);
        return high ^ Swap(first) ^ Pclmulqdq.CarrylessMultiply(first, Fold, 0x00);
    }
}
