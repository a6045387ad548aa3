using System.Security.Cryptography;
using Guildhall.Voice.Crypto;

namespace Guildhall.Voice.Tests.Crypto;

/// <summary>Ciphers by arrays, for tests.</summary>
internal static unsafe class CipherCases
{
    public static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    public static (byte[] Text, byte[] Tag) Seal(PacketCipher cipher, byte[] nonce, byte[] aad, byte[] text)
    {
        var to = new byte[text.Length + 1];
        var tag = new byte[PacketCipher.TagLength];
        fixed (byte* n = nonce, a = Pad(aad), f = Pad(text), t = to, g = tag) cipher.Seal(n, a, aad.Length, f, t, text.Length, g);
        to[^1].ShouldBe((byte)0, "nothing is written behind the text");
        return (to[..^1], tag);
    }

    public static byte[]? Open(PacketCipher cipher, byte[] nonce, byte[] aad, byte[] text, byte[] tag)
    {
        var to = new byte[text.Length + 1];
        fixed (byte* n = nonce, a = Pad(aad), f = Pad(text), t = to, g = tag)
        {
            return cipher.Open(n, a, aad.Length, f, t, text.Length, g) ? to[..^1] : null;
        }
    }

    public static byte[]? OpensInPlace(PacketCipher cipher, byte[] nonce, byte[] aad, byte[] text, byte[] tag)
    {
        fixed (byte* n = nonce, a = Pad(aad), f = text, g = tag) return cipher.Open(n, a, aad.Length, f, f, text.Length, g) ? text : null;
    }

    /// <summary>The runtime's cipher seals, each of the others must make the same of it and open it.</summary>
    public static void AllAgree(Random random, int keyLength, int length, int aadLength, byte[]? givenNonce = null)
    {
        var key = Bytes(random, keyLength);
        var nonce = givenNonce ?? Bytes(random, 12);
        var aad = Bytes(random, aadLength);
        var text = Bytes(random, length);
        var expected = new byte[length];
        var tag = new byte[16];
        using var runtime = new AesGcm(key, 16);
        runtime.Encrypt(nonce, text, expected, tag, aad);
        foreach (var choice in (CipherChoice[])[CipherChoice.Own, CipherChoice.Evp])
        {
            using var cipher = PacketCipher.AesGcm(key, choice);
            var made = Seal(cipher, nonce, aad, text);
            if (!made.Text.AsSpan().SequenceEqual(expected) || !made.Tag.AsSpan().SequenceEqual(tag)) Assert.Fail($"{choice} seals {length} bytes with {aadLength} beside them differently");
            if (Open(cipher, nonce, aad, expected, tag) is not { } opened || !opened.AsSpan().SequenceEqual(text)) Assert.Fail($"{choice} does not open {length} bytes with {aadLength} beside them");
        }
    }

    public static void RefusesEveryChange(PacketCipher cipher, Random random)
    {
        var nonce = Bytes(random, cipher.NonceLength);
        var aad = Bytes(random, 12);
        var (text, tag) = Seal(cipher, nonce, aad, Bytes(random, 150));
        Open(cipher, nonce, aad, text, tag).ShouldNotBeNull();
        foreach (var part in (byte[][])[nonce, aad, text, tag])
        {
            for (var bit = 0; bit < part.Length * 8; bit++)
            {
                part[bit / 8] ^= (byte)(1 << bit % 8);
                Open(cipher, nonce, aad, text, tag).ShouldBeNull($"bit {bit} of {part.Length} bytes");
                part[bit / 8] ^= (byte)(1 << bit % 8);
            }
        }
    }

    public static void SealAndOpen(PacketCipher cipher, int times)
    {
        var block = stackalloc byte[24 + 12 + 160 + 16];
        new Span<byte>(block, 212).Fill(7);
        for (var index = 0; index < times; index++)
        {
            cipher.Seal(block, block + 24, 12, block + 36, block + 36, 160, block + 196);
            cipher.Open(block, block + 24, 12, block + 36, block + 36, 160, block + 196).ShouldBeTrue();
        }
    }

    // An empty array has no address.
    private static byte[] Pad(byte[] bytes) => bytes.Length > 0 ? bytes : new byte[1];
}
