using Guildhall.Voice.Media;

namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>A camera or a screen of one browser, and who is shown it.</summary>
public sealed class VideoSource
{
    public VideoSource(RtcPeer owner, RtcSection section, SlotKind kind)
    {
        Owner = owner;
        Section = section;
        Kind = kind;
        Layers = section.Rids.Count == 0 ? [new VideoLayer(this, 0, "")] : [.. section.Rids.Select((rid, index) => new VideoLayer(this, index, rid))];
        if (section.Rids.Count == 0) Layers[0].Ssrc = section.SentSsrc;
    }

    public RtcPeer Owner { get; }

    public RtcSection Section { get; }

    public SlotKind Kind { get; }

    /// <summary>The lowest first, as the web client offers them.</summary>
    public VideoLayer[] Layers { get; }

    /// <summary>Slots that show it. Replaced as a whole.</summary>
    public VideoSlot[] Viewers { get; set; } = [];

    /// <summary>Something of it comes at present, and may be shown.</summary>
    public bool IsLive { get; set; }

    /// <summary>The lowest live layer that is at least this high, else the highest live one; null while none is live.</summary>
    public VideoLayer? Choose(int height, long nowMs)
    {
        VideoLayer? best = null;
        foreach (var layer in Layers)
        {
            if (!layer.IsLive(nowMs)) continue;
            best = layer;
            if (layer.Height >= height) break;
        }

        return best;
    }

    /// <summary>The next live layer below; null when there is none.</summary>
    public VideoLayer? Below(VideoLayer layer, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(layer);
        for (var index = layer.Index - 1; index >= 0; index--)
        {
            if (Layers[index].IsLive(nowMs)) return Layers[index];
        }

        return null;
    }
}
