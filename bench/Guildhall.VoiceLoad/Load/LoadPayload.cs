using System.Buffers.Binary;

namespace Guildhall.VoiceLoad.Load;

/// <summary>What the load sends in place of sound: the sender, a number, the moment, and a pattern that follows from them.</summary>
internal static class LoadPayload
{
    private const byte OpusTwentyMilliseconds = 0x78;
    private const int Head = 17;

    public static void Write(Span<byte> payload, int speaker, uint number, long sent)
    {
        payload[0] = OpusTwentyMilliseconds;
        BinaryPrimitives.WriteInt64LittleEndian(payload[1..], sent);
        BinaryPrimitives.WriteInt32LittleEndian(payload[9..], speaker);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[13..], number);
        for (var i = Head; i < payload.Length; i++) payload[i] = Pattern(number, i);
    }

    /// <summary>When it was sent; null when a byte is not as it was written.</summary>
    public static long? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < Head || payload[0] != OpusTwentyMilliseconds) return null;
        var number = BinaryPrimitives.ReadUInt32LittleEndian(payload[13..]);
        for (var i = Head; i < payload.Length; i++)
        {
            if (payload[i] != Pattern(number, i)) return null;
        }

        return BinaryPrimitives.ReadInt64LittleEndian(payload[1..]);
    }

    // Never above 0xEF: frames that end in FA FA are end-to-end encrypted ones.
    private static byte Pattern(uint number, int index) => (byte)(((number * 31) + (uint)index) % 0xEF);
}
