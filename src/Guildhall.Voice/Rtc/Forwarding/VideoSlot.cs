using Guildhall.Voice.Rtc.Packets;

namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>
/// One video section of a receiver: gives whatever it shows one unbroken numbering of packets, pictures and time, so that the browser sees a single stream.
/// A number is never given to two packets: under GCM that would lay the key open.
/// </summary>
public sealed class VideoSlot(RtcPeer receiver, RtcSection section)
{
    private readonly Sent[] _sent = new Sent[RtcLimits.RingPackets];
    private ulong _offset;
    private ulong _firstOfLayer;
    private ulong _next = 1;
    private uint _timestampOffset;
    private uint _lastTimestamp;
    private long _lastMs;
    private int _pictureOffset;
    private int _lastPicture;
    private int _baseOffset;
    private byte _lastBase;
    private ulong _repairs;

    public RtcPeer Receiver { get; } = receiver;

    public RtcSection Section { get; } = section;

    public VideoSource? Source { get; private set; }

    /// <summary>The layer whose packets go out; null while a key frame is waited for.</summary>
    public VideoLayer? Current { get; private set; }

    /// <summary>The layer that is to go out from its next key frame on.</summary>
    public VideoLayer? Target { get; set; }

    /// <summary>What the choice of layers has come to so far.</summary>
    public VideoLayer? Choice { get; set; }

    /// <summary>Pixels wanted.</summary>
    public int Height { get; set; }

    public uint Packets { get; private set; }

    public uint Bytes { get; private set; }

    public bool IsSending => Current is not null && Packets > 0;

    /// <summary>Shows something else, or nothing.</summary>
    public void Show(VideoSource? source)
    {
        Source = source;
        Current = null;
        Target = null;
    }

    /// <summary>Stops at once; the target goes on from its key frame.</summary>
    public void Pause() => Current = null;

    /// <summary>
    /// Takes on a packet of the source. False when it is not for this slot: another layer, or from before the change to it.
    /// <paramref name="sendTime"/> is written into the packet and kept, since a repetition must be the same to the bit.
    /// </summary>
    public bool TryNumber(VideoLayer layer, ulong number, uint timestamp, bool startsKeyFrame, in Vp8Descriptor descriptor, bool hasDescriptor, long nowMs, uint sendTime, out Sent sent)
    {
        sent = default;
        if (layer == Target && layer != Current && startsKeyFrame) Begin(layer, number, timestamp, descriptor, nowMs);
        if (layer != Current || number < _firstOfLayer) return false;
        sent = new Sent
        {
            Number = number + _offset,
            Layer = layer,
            SourceNumber = number,
            Timestamp = timestamp + _timestampOffset,
            Picture = (descriptor.PictureId + _pictureOffset) & descriptor.PictureMask,
            Base = (byte)(descriptor.BaseIndex + _baseOffset),
            SendTime = sendTime,
        };
        if (sent.Number >= _next)
        {
            _next = sent.Number + 1;
            _lastTimestamp = sent.Timestamp;
            _lastMs = nowMs;
            if (hasDescriptor) (_lastPicture, _lastBase) = (sent.Picture, sent.Base);
        }

        _sent[sent.Number % RtcLimits.RingPackets] = sent;
        return true;
    }

    /// <summary>Counts a packet that went out, for the sender's report.</summary>
    public void Count(int payloadBytes)
    {
        Packets++;
        Bytes += (uint)payloadBytes;
    }

    /// <summary>What went out under a sequence number lately.</summary>
    public bool TryFind(ushort sequence, out Sent sent)
    {
        sent = default;
        if (_next <= 1) return false;
        var highest = _next - 1;
        var number = (long)highest + (short)(sequence - (ushort)highest);
        if (number < 1 || (ulong)number > highest) return false;
        sent = _sent[(ulong)number % RtcLimits.RingPackets];
        return sent.Layer is not null && sent.Number == (ulong)number;
    }

    /// <summary>The next number of the repair stream.</summary>
    public ulong NextRepair() => ++_repairs;

    /// <summary>The timestamp that a report made now names, with the moment it belongs to in milliseconds of the source's report; null when nothing goes out.</summary>
    public uint? TimestampAt(long nowMs) => Packets == 0 ? null : _lastTimestamp + (uint)((nowMs - _lastMs) * 90);

    /// <summary>How far our timestamps are from the layer's own.</summary>
    public uint TimestampOffset => _timestampOffset;

    private void Begin(VideoLayer layer, ulong number, uint timestamp, in Vp8Descriptor descriptor, long nowMs)
    {
        Current = layer;
        _firstOfLayer = number;
        _offset = _next - number;
        // The layers' clocks have different beginnings: go on by the time that passed here.
        var next = Packets == 0 ? timestamp : _lastTimestamp + (uint)Math.Max(1, (nowMs - _lastMs) * 90);
        _timestampOffset = next - timestamp;
        _pictureOffset = Packets == 0 ? 0 : _lastPicture + 1 - descriptor.PictureId;
        _baseOffset = Packets == 0 ? 0 : _lastBase + 1 - descriptor.BaseIndex;
    }

    /// <summary>Under which numbers a packet went out.</summary>
    public struct Sent
    {
        public ulong Number;
        public VideoLayer? Layer;
        public ulong SourceNumber;
        public uint Timestamp;
        public int Picture;
        public byte Base;
        public uint SendTime;
    }
}
