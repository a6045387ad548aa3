using System.Buffers.Binary;

namespace Guildhall.Media.Cdn;

/// <summary>Synthesises the sounds that everybody has: half a second each, as WAV of one channel.</summary>
internal static class DefaultSound
{
    private const int Rate = 16_000;
    private const double Seconds = 0.5;
    private const int Header = 44;

    private static readonly Lazy<byte[]>[] Made = [.. Enumerable.Range(1, 4).Select(id => new Lazy<byte[]>(() => Make(id)))];

    /// <summary>The sound with an id from 1 up; null when there is none.</summary>
    public static byte[]? Find(string id) => id.Length == 1 && id[0] >= '1' && id[0] - '1' < Made.Length ? Made[id[0] - '1'].Value : null;

    private static byte[] Make(int id)
    {
        const int samples = (int)(Rate * Seconds);
        var wav = new byte[Header + (samples * 2)];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1); // samples as they are
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1); // one channel
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), samples * 2);
        for (var i = 0; i < samples; i++)
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(Header + (i * 2)), (short)(Wave(id, (double)i / Rate) * 24_000));
        return wav;
    }

    // A bell with an overtone, two thuds, a fifth that swells, and a tone that falls.
    private static double Wave(int id, double at) => id switch
    {
        1 => ((Tone(880, at) * 0.7) + (Tone(2_640, at) * 0.3)) * Math.Exp(-7 * at),
        2 => Tone(90, at % 0.2) * Math.Exp(-40 * (at % 0.2)),
        3 => ((Tone(220, at) + Tone(330, at)) / 2) * Math.Sin(Math.PI * at / Seconds),
        _ => Tone(900 - (1_100 * at), at) * Math.Exp(-5 * at),
    };

    private static double Tone(double hertz, double at) => Math.Sin(2 * Math.PI * hertz * at);
}
