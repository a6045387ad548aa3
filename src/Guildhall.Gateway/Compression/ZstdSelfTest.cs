using System.Text;

namespace Guildhall.Gateway.Compression;

/// <summary>Whether this machine's libzstd makes shared blocks that a decoder reads right wherever they stand.</summary>
internal static class ZstdSelfTest
{
    private const int Runs = 64;

    /// <summary>Texts full of copies over the distances that matter, in an order that leaves other distances behind each time.</summary>
    public static bool Passes()
    {
        using var decoder = new ZstdDecoder();
        var texts = Enumerable.Range(0, Runs).Select(Text).ToArray();
        var blocks = texts.Select(text => ZstdSplice.Compress(text)).ToArray();
        for (var run = 0; run < Runs * 4; run++)
        {
            var pick = (run * 37) % Runs;
            var prefix = Encoding.ASCII.GetBytes($"{{\"s\":{run}");
            byte[] message = [.. run == 0 ? ZstdSplice.StreamStart : default, .. new byte[ZstdSplice.BlockHeader], .. prefix, .. blocks[pick]];
            ZstdSplice.WriteRawHeader(message.AsSpan(run == 0 ? ZstdSplice.StreamStart.Length : 0), prefix.Length);
            var decoded = decoder.Decode(message, prefix.Length + texts[pick].Length + 1);
            if (!decoded.AsSpan().StartsWith(prefix) || !decoded.AsSpan(prefix.Length).SequenceEqual(texts[pick])) return false;
        }

        return true;
    }

    /// <summary>A text that leaves distances of its own behind; the bigger the number the longer.</summary>
    public static byte[] Text(int number)
    {
        var text = new StringBuilder(",\"op\":0,\"d\":");
        for (var part = 0; part < number; part++)
        {
            text.Append((part % 4) switch
            {
                0 => new string((char)('a' + (number % 26)), 3 + part),
                1 => string.Concat(Enumerable.Repeat($"{(char)('0' + (part % 10))}-:+", 2 + (part % 5))),
                2 => string.Concat(Enumerable.Repeat($"abc{number % 10}efg{part % 10}", 2)),
                _ => $"\"id\":\"{number * 7_919L * part}\",\"name\":\"{part}\"",
            });
        }

        return Encoding.ASCII.GetBytes(text.Append('}').ToString());
    }
}
