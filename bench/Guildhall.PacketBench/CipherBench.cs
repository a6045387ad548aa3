using System.Diagnostics;
using System.Security.Cryptography;
using Guildhall.Voice.Crypto;

namespace Guildhall.PacketBench;

/// <summary>Nanoseconds of processor time to seal and to open a packet, best of five.</summary>
internal static unsafe class CipherBench
{
    private const int Repeats = 5;
    private const int Packets = 100_000;

    public static void Run(Action<FormattableString> row)
    {
        row($"| cipher | key | seal 160 B | open 160 B | seal 1,100 B | open 1,100 B |");
        row($"| --- | --- | --- | --- | --- | --- |");
        foreach (var length in (int[])[16, 32])
        {
            foreach (var choice in (CipherChoice[])[CipherChoice.Own, CipherChoice.Evp, CipherChoice.Runtime])
            {
                using var cipher = PacketCipher.AesGcm(RandomNumberGenerator.GetBytes(length), choice);
                Measure(row, $"AES-GCM, {choice}", length, cipher);
            }
        }

        if (!PacketCipher.HasXChaCha) return;
        using var chacha = PacketCipher.XChaCha(RandomNumberGenerator.GetBytes(32));
        Measure(row, "XChaCha20-Poly1305, libsodium", 32, chacha);
    }

    private static void Measure(Action<FormattableString> row, string name, int keyLength, PacketCipher cipher) =>
        row($"| {name} | {keyLength * 8} bits | {Best(cipher, 160, true):F0} ns | {Best(cipher, 160, false):F0} ns | {Best(cipher, 1100, true):F0} ns | {Best(cipher, 1100, false):F0} ns |");

    private static double Best(PacketCipher cipher, int length, bool isSealing)
    {
        var best = double.MaxValue;
        for (var repeat = 0; repeat < Repeats; repeat++) best = Math.Min(best, Once(cipher, length, isSealing));
        return best;
    }

    private static double Once(PacketCipher cipher, int length, bool isSealing)
    {
        var block = stackalloc byte[24 + 12 + 1100 + 1100 + 16];
        new Span<byte>(block, 2252).Fill(9);
        var nonce = block;
        var aad = block + 24;
        var from = block + 36;
        var to = block + 1136;
        var tag = block + 2236;
        cipher.Seal(nonce, aad, 12, from, to, length, tag);
        // The process's time: this is the only thread that does anything.
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var packet = 0; packet < Packets; packet++)
        {
            if (isSealing) cipher.Seal(nonce, aad, 12, from, to, length, tag);
            else if (!cipher.Open(nonce, aad, 12, to, from, length, tag)) throw new InvalidOperationException("the seal does not fit");
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalNanoseconds / Packets;
    }
}
