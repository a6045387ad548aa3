using System.Text;

namespace Guildhall.Gateway.Tests.Harness;

/// <summary>Texts that are hard on a compressor whose blocks are spliced: full of short copies over the distances 1, 4 and 8.</summary>
internal static class Hostile
{
    /// <summary>The bigger the number the longer the text; from 200 on beyond one block of zstd now and then.</summary>
    public static byte[] Text(Random random, int number)
    {
        if (number % 20 == 3)
        {
            var noise = new byte[random.Next(3_000)];
            random.NextBytes(noise);
            return noise;
        }

        var text = new StringBuilder();
        var most = number % 50 == 49 ? 300_000 : 40 + (number * 13);
        while (text.Length < most)
        {
            var letter = (char)('a' + random.Next(26));
            text.Append(random.Next(6) switch
            {
                0 => new string(letter, random.Next(1, 40)),
                1 => string.Concat(Enumerable.Repeat($"{letter}{random.Next(10)}-:", random.Next(1, 9))),
                2 => string.Concat(Enumerable.Repeat($"{random.Next(10_000_000, 99_999_999)}", random.Next(1, 5))),
                3 => $"\"id\":\"{random.NextInt64()}\",\"name\":\"{letter}\",",
                4 => "\"author\":{\"username\":\"somebody\",\"avatar\":null,\"bot\":false}",
                _ => Convert.ToHexString(BitConverter.GetBytes(random.NextInt64())),
            });
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
