using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Community.Accounts;

/// <summary>Codes of an authenticator app (RFC 6238): six digits that change every 30 seconds, from a shared key.</summary>
internal static class Totp
{
    private const int StepSeconds = 30;
    private const int Digits = 6;
    private const int KeyMin = 10;
    private const int KeyMax = 64;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The key of a secret in base 32, as apps take it; null when it is none or too short to be safe.</summary>
    public static byte[]? KeyOf(string secret)
    {
        List<byte> key = [];
        var (bits, count) = (0, 0);
        foreach (var letter in secret.ToUpperInvariant().Where(letter => letter is not (' ' or '-' or '=')))
        {
            var value = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0 || key.Count > KeyMax) return null;
            bits = ((bits << 5) | value) & 0xFFF;
            count += 5;
            if (count < 8) continue;
            count -= 8;
            key.Add((byte)(bits >> count));
        }

        return key.Count is >= KeyMin and <= KeyMax ? [.. key] : null;
    }

    /// <summary>
    /// The time step that a code belongs to: now, the one before or the one after, and later than the last that was taken. Null for a
    /// wrong code and for one that was used before.
    /// </summary>
    public static long? Match(byte[] key, string code, DateTimeOffset now, long lastStep)
    {
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - 1; step <= current + 1; step++)
        {
            var isRight = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeOf(key, step)), Encoding.UTF8.GetBytes(code));
            if (isRight && step > lastStep) found = step;
        }

        return found;
    }

    /// <summary>The code of a time step.</summary>
    public static string CodeOf(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
        // The algorithm is the standard's; what makes it safe is the key, not the strength of the hash against collisions.
#pragma warning disable CA5350
        HMACSHA1.HashData(key, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 0xF)..]) & int.MaxValue;
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }
}
