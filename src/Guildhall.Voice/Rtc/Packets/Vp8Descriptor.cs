namespace Guildhall.Voice.Rtc.Packets;

/// <summary>The payload descriptor of VP8 (RFC 7741): where the numbers stand that go on when a viewer changes layers.</summary>
public readonly struct Vp8Descriptor
{
    /// <summary>Bytes before the picture's own.</summary>
    public int Bytes { get; init; }

    /// <summary>The first packet of a partition 0, which begins a picture.</summary>
    public bool IsStart { get; init; }

    /// <summary>A key frame begins here.</summary>
    public bool IsKeyFrame { get; init; }

    /// <summary>Where the picture's number stands; 0 when there is none.</summary>
    public int PictureOffset { get; init; }

    /// <summary>The picture's number has 15 bits, else 7.</summary>
    public bool IsPictureLong { get; init; }

    public int PictureId { get; init; }

    /// <summary>Where the counter of base-layer pictures stands; 0 when there is none.</summary>
    public int BaseOffset { get; init; }

    public byte BaseIndex { get; init; }

    /// <summary>Mask of the picture's number.</summary>
    public int PictureMask => IsPictureLong ? 0x7FFF : 0x7F;

    /// <summary>Reads the descriptor at the beginning of a payload. False when it is cut off.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out Vp8Descriptor descriptor)
    {
        descriptor = default;
        if (payload.IsEmpty) return false;
        var first = payload[0];
        int offset = 1, pictureOffset = 0, pictureId = 0, baseOffset = 0;
        var isLong = false;
        if ((first & 0x80) != 0)
        {
            if (payload.Length < 2) return false;
            var extended = payload[1];
            offset = 2;
            if ((extended & 0x80) != 0)
            {
                if (payload.Length <= offset) return false;
                isLong = (payload[offset] & 0x80) != 0;
                if (payload.Length < offset + (isLong ? 2 : 1)) return false;
                pictureOffset = offset;
                pictureId = isLong ? ((payload[offset] & 0x7F) << 8) | payload[offset + 1] : payload[offset];
                offset += isLong ? 2 : 1;
            }

            if ((extended & 0x40) != 0) baseOffset = offset++;
            if ((extended & 0x30) != 0) offset++;
        }

        if (payload.Length <= offset) return false;
        var starts = (first & 0x10) != 0 && (first & 0x07) == 0;
        descriptor = new Vp8Descriptor
        {
            Bytes = offset,
            IsStart = starts,
            IsKeyFrame = starts && (payload[offset] & 1) == 0,
            PictureOffset = pictureOffset,
            IsPictureLong = isLong,
            PictureId = pictureId,
            BaseOffset = baseOffset,
            BaseIndex = baseOffset == 0 ? (byte)0 : payload[baseOffset],
        };
        return true;
    }

    /// <summary>Puts other numbers in, of the same width.</summary>
    public void Rewrite(Span<byte> payload, int pictureId, byte baseIndex)
    {
        if (PictureOffset != 0)
        {
            if (IsPictureLong)
            {
                payload[PictureOffset] = (byte)(0x80 | ((pictureId >> 8) & 0x7F));
                payload[PictureOffset + 1] = (byte)pictureId;
            }
            else
            {
                payload[PictureOffset] = (byte)(pictureId & 0x7F);
            }
        }

        if (BaseOffset != 0) payload[BaseOffset] = baseIndex;
    }
}
