using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>One encoding that a browser sends of one video: what came of it lately, and what is missing.</summary>
public sealed class VideoLayer(VideoSource source, int index, string rid)
{
    public VideoSource Source { get; } = source;

    /// <summary>Place among the layers, the lowest first.</summary>
    public int Index { get; } = index;

    public string Rid { get; } = rid;

    /// <summary>0 until its first packet.</summary>
    public uint Ssrc { get; set; }

    public StreamStatistics Statistics { get; } = new(90_000);

    public MissingPackets Missing { get; } = new();

    public PacketRing Ring { get; } = new();

    /// <summary>Pixels, as the last key frame said; 0 until then.</summary>
    public int Height { get; private set; }

    /// <summary>Where the last key frame begins.</summary>
    public ulong KeyFrame { get; private set; }

    public bool HasKeyFrame { get; private set; }

    /// <summary>When a key frame was last asked for.</summary>
    public long AskedMs { get; set; } = long.MinValue / 2;

    /// <summary>Somebody waits for a key frame.</summary>
    public bool IsKeyFrameWanted { get; set; }

    /// <summary>Packets of it come at present. Chromium leaves out a layer for which the picture is too small or the line too thin.</summary>
    public bool IsLive(long nowMs) => Statistics.Received > 0 && (Source.Layers.Length == 1 || nowMs - Statistics.LastMs < RtcLimits.LayerSilenceMs);

    /// <summary>Notes that a key frame begins with this packet.</summary>
    public void TakeKeyFrame(ulong number, ReadOnlySpan<byte> payload, in Vp8Descriptor descriptor)
    {
        if (HasKeyFrame && number <= KeyFrame) return;
        KeyFrame = number;
        HasKeyFrame = true;
        // Frame tag of 3 bytes, start code of 3, width, height (RFC 6386, 9.1).
        var picture = payload[descriptor.Bytes..];
        if (picture.Length >= 10 && picture[3] == 0x9D && picture[4] == 0x01 && picture[5] == 0x2A) Height = ((picture[9] << 8) | picture[8]) & 0x3FFF;
    }
}
