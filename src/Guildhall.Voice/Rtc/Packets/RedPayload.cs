namespace Guildhall.Voice.Rtc.Packets;

/// <summary>Redundant audio (RFC 2198): the newest block, and copies of earlier ones before it.</summary>
public static class RedPayload
{
    private const int MaxBlocks = 10;

    /// <summary>The newest block of a redundant payload. False when the blocks do not fill it exactly, or it is of another type.</summary>
    public static bool TryNewest(ReadOnlySpan<byte> payload, byte payloadType, out ReadOnlySpan<byte> newest)
    {
        newest = default;
        int offset = 0, redundant = 0;
        for (var blocks = 0; blocks < MaxBlocks; blocks++)
        {
            if (offset >= payload.Length) return false;
            if ((payload[offset] & 0x80) == 0)
            {
                if ((payload[offset] & 0x7F) != payloadType || offset + 1 + redundant > payload.Length) return false;
                newest = payload[(offset + 1 + redundant)..];
                return true;
            }

            if (offset + 4 > payload.Length) return false;
            redundant += ((payload[offset + 2] & 3) << 8) | payload[offset + 3];
            offset += 4;
        }

        return false;
    }
}
