using System.Buffers.Binary;

namespace Guildhall.Community.Soundboard;

/// <summary>How long an uploaded sound lasts: MP3 by its frames, Ogg by its last page. Hostile bytes give null, never an exception.</summary>
internal static class SoundFile
{
    /// <summary>Bytes of a sound.</summary>
    public const int Bytes = 524_288;

    /// <summary>Seconds of a sound.</summary>
    public const double Seconds = 5.2;

    private static readonly int[] BitratesOfOne = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] BitratesOfTwo = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Rates = [44_100, 48_000, 32_000];

    /// <summary>The bytes of a data URI whose content is MP3 or Ogg by its first bytes; null for anything else.</summary>
    public static byte[]? Decode(string dataUri)
    {
        var comma = dataUri.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !dataUri.StartsWith("data:audio/", StringComparison.Ordinal) || !dataUri.AsSpan(0, comma).EndsWith(";base64")) return null;
        var bytes = new byte[(dataUri.Length - comma) * 3 / 4];
        return Convert.TryFromBase64Chars(dataUri.AsSpan(comma + 1), bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>Seconds of the sound; null when the bytes are neither MP3 nor Ogg.</summary>
    public static double? Length(ReadOnlySpan<byte> file) => file.StartsWith("OggS"u8) ? Ogg(file) : Mp3(file);

    private static double? Ogg(ReadOnlySpan<byte> file)
    {
        const int header = 27;
        double rate = 0;
        long skipped = 0;
        var vorbis = file.IndexOf("\x01vorbis"u8);
        var opus = file.IndexOf("OpusHead"u8);
        if (opus >= 0 && opus + 12 <= file.Length)
        {
            rate = 48_000;
            skipped = BinaryPrimitives.ReadUInt16LittleEndian(file[(opus + 10)..]);
        }
        else if (vorbis >= 0 && vorbis + 16 <= file.Length)
        {
            rate = BinaryPrimitives.ReadUInt32LittleEndian(file[(vorbis + 12)..]);
        }

        var last = file.LastIndexOf("OggS"u8);
        if (rate <= 0 || last < 0 || last + header > file.Length) return null;
        return Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(file[(last + 6)..]) - skipped) / rate;
    }

    private static double? Mp3(ReadOnlySpan<byte> file)
    {
        var at = 0;
        if (file.Length > 10 && file.StartsWith("ID3"u8)) at = 10 + (((file[6] & 0x7F) << 21) | ((file[7] & 0x7F) << 14) | ((file[8] & 0x7F) << 7) | (file[9] & 0x7F));
        double seconds = 0;
        var frames = 0;
        while (at + 4 <= file.Length && Frame(file[at..]) is var (bytes, length))
        {
            seconds += length;
            frames++;
            at += bytes;
        }

        const int believable = 2;
        return frames < believable ? null : seconds;
    }

    // Layer III alone, as in every file of that name.
    private static (int Bytes, double Seconds)? Frame(ReadOnlySpan<byte> head)
    {
        if (head[0] != 0xFF || (head[1] & 0xE0) != 0xE0 || (head[1] & 0x06) != 0x02) return null;
        var version = (head[1] >> 3) & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
        var (bitrateIndex, rateIndex) = (head[2] >> 4, (head[2] >> 2) & 3);
        if (version == 1 || bitrateIndex is 0 or 15 || rateIndex == 3) return null;
        var isOne = version == 3;
        var rate = Rates[rateIndex] / (isOne ? 1 : version == 2 ? 2 : 4);
        var bitrate = (isOne ? BitratesOfOne : BitratesOfTwo)[bitrateIndex] * 1_000;
        var samples = isOne ? 1_152 : 576;
        return ((samples / 8 * bitrate / rate) + ((head[2] >> 1) & 1), (double)samples / rate);
    }
}
