using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using AesInstructions = System.Runtime.Intrinsics.X86.Aes;

namespace Guildhall.Voice.Crypto;

// The groups of eight blocks. Written out, since the compiler keeps arrays of vectors in memory.
internal static unsafe partial class AesGcmKernel
{
    private static void EncryptGroup(AesGcmKey* key, ref Vector128<uint> counter, byte* from, byte* to)
    {
        var rounds = AesGcmKey.RoundKeys(key);
        var roundKey = rounds[0];
        var s0 = Next(ref counter) ^ roundKey;
        var s1 = Next(ref counter) ^ roundKey;
        var s2 = Next(ref counter) ^ roundKey;
        var s3 = Next(ref counter) ^ roundKey;
        var s4 = Next(ref counter) ^ roundKey;
        var s5 = Next(ref counter) ^ roundKey;
        var s6 = Next(ref counter) ^ roundKey;
        var s7 = Next(ref counter) ^ roundKey;
        for (var round = 1; round < key->Rounds; round++)
        {
            roundKey = rounds[round];
            s0 = AesInstructions.Encrypt(s0, roundKey);
            s1 = AesInstructions.Encrypt(s1, roundKey);
            s2 = AesInstructions.Encrypt(s2, roundKey);
            s3 = AesInstructions.Encrypt(s3, roundKey);
            s4 = AesInstructions.Encrypt(s4, roundKey);
            s5 = AesInstructions.Encrypt(s5, roundKey);
            s6 = AesInstructions.Encrypt(s6, roundKey);
            s7 = AesInstructions.Encrypt(s7, roundKey);
        }
        roundKey = rounds[key->Rounds];
        (AesInstructions.EncryptLast(s0, roundKey) ^ Vector128.Load(from + 0 * 16)).Store(to + 0 * 16);
        (AesInstructions.EncryptLast(s1, roundKey) ^ Vector128.Load(from + 1 * 16)).Store(to + 1 * 16);
        (AesInstructions.EncryptLast(s2, roundKey) ^ Vector128.Load(from + 2 * 16)).Store(to + 2 * 16);
        (AesInstructions.EncryptLast(s3, roundKey) ^ Vector128.Load(from + 3 * 16)).Store(to + 3 * 16);
        (AesInstructions.EncryptLast(s4, roundKey) ^ Vector128.Load(from + 4 * 16)).Store(to + 4 * 16);
        (AesInstructions.EncryptLast(s5, roundKey) ^ Vector128.Load(from + 5 * 16)).Store(to + 5 * 16);
        (AesInstructions.EncryptLast(s6, roundKey) ^ Vector128.Load(from + 6 * 16)).Store(to + 6 * 16);
        (AesInstructions.EncryptLast(s7, roundKey) ^ Vector128.Load(from + 7 * 16)).Store(to + 7 * 16);
    }

    // Between two rounds a block of the other group is multiplied: the two units of the processor work at the same time.
    private static Vector128<ulong> EncryptAndHash(AesGcmKey* key, ref Vector128<uint> counter, byte* from, byte* to, Vector128<ulong> hash, byte* hashed)
    {
        var rounds = AesGcmKey.RoundKeys(key);
        var powers = AesGcmKey.Powers(key);
        var folded = AesGcmKey.Folded(key);
        var low = Vector128<ulong>.Zero;
        var middle = Vector128<ulong>.Zero;
        var high = Vector128<ulong>.Zero;
        var roundKey = rounds[0];
        var s0 = Next(ref counter) ^ roundKey;
        var s1 = Next(ref counter) ^ roundKey;
        var s2 = Next(ref counter) ^ roundKey;
        var s3 = Next(ref counter) ^ roundKey;
        var s4 = Next(ref counter) ^ roundKey;
        var s5 = Next(ref counter) ^ roundKey;
        var s6 = Next(ref counter) ^ roundKey;
        var s7 = Next(ref counter) ^ roundKey;
        var block = Load(hashed) ^ hash;
        for (var lane = 0; lane < Lanes; lane++)
        {
            roundKey = rounds[lane + 1];
            s0 = AesInstructions.Encrypt(s0, roundKey);
            s1 = AesInstructions.Encrypt(s1, roundKey);
            s2 = AesInstructions.Encrypt(s2, roundKey);
            s3 = AesInstructions.Encrypt(s3, roundKey);
            s4 = AesInstructions.Encrypt(s4, roundKey);
            s5 = AesInstructions.Encrypt(s5, roundKey);
            s6 = AesInstructions.Encrypt(s6, roundKey);
            s7 = AesInstructions.Encrypt(s7, roundKey);
            Accumulate(block, powers[lane], folded[lane], ref low, ref middle, ref high);
            if (lane < Lanes - 1) block = Load(hashed + (lane + 1) * 16);
        }
        for (var round = Lanes + 1; round < key->Rounds; round++)
        {
            roundKey = rounds[round];
            s0 = AesInstructions.Encrypt(s0, roundKey);
            s1 = AesInstructions.Encrypt(s1, roundKey);
            s2 = AesInstructions.Encrypt(s2, roundKey);
            s3 = AesInstructions.Encrypt(s3, roundKey);
            s4 = AesInstructions.Encrypt(s4, roundKey);
            s5 = AesInstructions.Encrypt(s5, roundKey);
            s6 = AesInstructions.Encrypt(s6, roundKey);
            s7 = AesInstructions.Encrypt(s7, roundKey);
        }
        roundKey = rounds[key->Rounds];
        (AesInstructions.EncryptLast(s0, roundKey) ^ Vector128.Load(from + 0 * 16)).Store(to + 0 * 16);
        (AesInstructions.EncryptLast(s1, roundKey) ^ Vector128.Load(from + 1 * 16)).Store(to + 1 * 16);
        (AesInstructions.EncryptLast(s2, roundKey) ^ Vector128.Load(from + 2 * 16)).Store(to + 2 * 16);
        (AesInstructions.EncryptLast(s3, roundKey) ^ Vector128.Load(from + 3 * 16)).Store(to + 3 * 16);
        (AesInstructions.EncryptLast(s4, roundKey) ^ Vector128.Load(from + 4 * 16)).Store(to + 4 * 16);
        (AesInstructions.EncryptLast(s5, roundKey) ^ Vector128.Load(from + 5 * 16)).Store(to + 5 * 16);
        (AesInstructions.EncryptLast(s6, roundKey) ^ Vector128.Load(from + 6 * 16)).Store(to + 6 * 16);
        (AesInstructions.EncryptLast(s7, roundKey) ^ Vector128.Load(from + 7 * 16)).Store(to + 7 * 16);
        return Reduce(low, middle ^ low ^ high, high);
    }

    private static Vector128<ulong> HashGroup(AesGcmKey* key, Vector128<ulong> hash, byte* data) => HashBlocks(key, hash, data, Lanes);

    // At most eight blocks with one reduction.
    private static Vector128<ulong> HashBlocks(AesGcmKey* key, Vector128<ulong> hash, byte* data, int count)
    {
        var powers = AesGcmKey.Powers(key) + (Lanes - count);
        var folded = AesGcmKey.Folded(key) + (Lanes - count);
        var low = Vector128<ulong>.Zero;
        var middle = Vector128<ulong>.Zero;
        var high = Vector128<ulong>.Zero;
        var block = Load(data) ^ hash;
        for (var lane = 0; ; data += 16, block = Load(data))
        {
            Accumulate(block, powers[lane], folded[lane], ref low, ref middle, ref high);
            if (++lane == count) return Reduce(low, middle ^ low ^ high, high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(
        Vector128<ulong> block, Vector128<ulong> power, Vector128<ulong> folded, ref Vector128<ulong> low, ref Vector128<ulong> middle, ref Vector128<ulong> high)
    {
        low ^= Pclmulqdq.CarrylessMultiply(block, power, 0x00);
        high ^= Pclmulqdq.CarrylessMultiply(block, power, 0x11);
        middle ^= Pclmulqdq.CarrylessMultiply(block ^ Swap(block), folded, 0x00);
    }

    private static Vector128<ulong> HashPadded(AesGcmKey* key, Vector128<ulong> hash, byte* data, int length)
    {
        for (; length >= 16; length -= 16, data += 16) hash = HashBlocks(key, hash, data, 1);
        if (length == 0) return hash;
        var last = stackalloc byte[16];
        new Span<byte>(last, 16).Clear();
        Buffer.MemoryCopy(data, last, 16, length);
        return HashBlocks(key, hash, last, 1);
    }

    // Less than a group: the blocks, the last one padded, and the block of lengths.
    private static Vector128<ulong> HashRest(AesGcmKey* key, Vector128<ulong> hash, byte* data, int left, int aadLength, int length)
    {
        var blocks = stackalloc byte[(Lanes + 1) * 16];
        var count = (left + 15) / 16;
        if (count > 0) Vector128<byte>.Zero.Store(blocks + (count - 1) * 16);
        Buffer.MemoryCopy(data, blocks, Lanes * 16, left);
        // Big-endian numbers of bits.
        Reverse(Vector128.Create((ulong)length * 8, (ulong)aadLength * 8).AsByte()).Store(blocks + count * 16);
        count++;
        if (count <= Lanes) return HashBlocks(key, hash, blocks, count);
        hash = HashBlocks(key, hash, blocks, 1);
        return HashBlocks(key, hash, blocks + 16, Lanes);
    }

    private static void EncryptRest(AesGcmKey* key, Vector128<uint> counter, byte* from, byte* to, int left)
    {
        if (left == 0) return;
        var stream = stackalloc byte[Group];
        if (left > 32)
        {
            new Span<byte>(stream, Group).Clear();
            EncryptGroup(key, ref counter, stream, stream);
        }
        else
        {
            EncryptBlock(key, Next(ref counter)).Store(stream);
            EncryptBlock(key, Next(ref counter)).Store(stream + 16);
        }
        var at = 0;
        for (; at + 16 <= left; at += 16) (Vector128.Load(from + at) ^ Vector128.Load(stream + at)).Store(to + at);
        for (; at < left; at++) to[at] = (byte)(from[at] ^ stream[at]);
        CryptographicOperations.ZeroMemory(new Span<byte>(stream, Group));
    }
}
