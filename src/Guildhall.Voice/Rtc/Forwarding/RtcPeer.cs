using Guildhall.Voice.Media;
using Guildhall.Voice.Rtc.Dtls;
using Guildhall.Voice.Rtc.Srtp;

namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>A browser, as the worker's half for browsers keeps it. Belongs to the worker's thread.</summary>
public sealed class RtcPeer
{
    private readonly Dictionary<uint, RtcStream> _streams = [];

    public RtcPeer(MediaPeer peer, RtcPeerSpec spec, DtlsAssociation association)
    {
        Peer = peer;
        Spec = spec;
        Association = association;
        AudioSlots = [.. spec.Sections.Where(section => section is { Receives: true, IsVideo: false }).Select(section => new AudioSlot(section))];
        VideoSlots = [.. spec.Sections.Where(section => section is { Receives: true, IsVideo: true }).Select(section => new VideoSlot(this, section))];
        Videos = [.. spec.Sections.Where(section => section is { IsVideo: true, Sends: not null }).Select(section => new VideoSource(this, section, section.Sends!.Value))];
        Array.Fill(PlaceSlots, -1);
    }

    public MediaPeer Peer { get; }

    /// <summary>What holds now; names for ICE change with a new offer.</summary>
    public RtcPeerSpec Spec { get; set; }

    /// <summary>The name before the last change, good until the new one is used.</summary>
    public RtcPeerSpec? Former { get; set; }

    public DtlsAssociation Association { get; }

    public bool IsShaking { get; set; } = true;

    public SrtpReceiver? Receiver { get; set; }

    public SrtpSender? Sender { get; set; }

    /// <summary>Packets can be sent to it.</summary>
    public bool IsReady => Sender is not null && Peer.HasAddress;

    public AudioSlot[] AudioSlots { get; }

    public VideoSlot[] VideoSlots { get; }

    public VideoSource[] Videos { get; }

    /// <summary>For each of the room's active places the slot that it is heard in, or -1.</summary>
    public int[] PlaceSlots { get; } = new int[VoiceLimits.ActiveSpeakers];

    /// <summary>The slot in which each heard screen sounds; -1 for a screen that is not heard.</summary>
    public Dictionary<RtcPeer, int> ScreenSlots { get; } = [];

    public IReadOnlyList<RtcWant> Wants { get; set; } = [];

    /// <summary>The screen's sound comes at present.</summary>
    public bool HasScreenSound { get; set; }

    public long ScreenSoundMs { get; set; }

    /// <summary>Browsers that hear this one's screen. Replaced as a whole.</summary>
    public RtcPeer[] ScreenListeners { get; set; } = [];

    public ArrivalLog Arrivals { get; } = new();

    public BandwidthEstimate Bandwidth { get; } = new();

    public long SentBytes { get; set; }

    public long SentBitsPerSecond { get; set; }

    public long LayersChosenMs { get; set; }

    public long ReportedMs { get; set; }

    public long FeedbackMs { get; set; }

    public long MeasuredMs { get; set; }

    public long ShakenMs { get; set; }

    public double RoundTripMs { get; set; } = double.NaN;

    public double LossDown { get; set; } = double.NaN;

    public long Repaired { get; set; }

    /// <summary>The sender's clock against ours: ours minus its, in milliseconds, for lip sync. The least that was seen.</summary>
    public long ClockOffsetMs { get; set; } = long.MaxValue;

    public RtcBudget Checks;

    public RtcBudget Handshakes;

    public RtcBudget Packets;

    public RtcBudget Repairs;

    /// <summary>Streams by their SSRC.</summary>
    public Dictionary<uint, RtcStream> Entries => _streams;

    /// <summary>Any SSRC of theirs that came, for feedback that is about all of them.</summary>
    public uint LastSsrc { get; private set; }

    public RtcStream? Stream(uint ssrc) => _streams.GetValueOrDefault(ssrc);

    /// <summary>Enters a stream by its SSRC; there are never more than the receiver of SRTP admits.</summary>
    public RtcStream Enter(uint ssrc, RtcStream stream)
    {
        _streams[ssrc] = stream;
        LastSsrc = ssrc;
        return stream;
    }

    /// <summary>The stream of the microphone, or of the screen's sound.</summary>
    public RtcStream? Sound(SlotKind kind)
    {
        foreach (var (_, stream) in _streams)
        {
            if (stream.Layer is null && stream.Kind == kind) return stream;
        }

        return null;
    }
}

/// <summary>A stream that a browser sends: a layer or its repairs, or sound.</summary>
/// <param name="Layer">Null for sound.</param>
/// <param name="IsRepair">Carries packets of the layer again (RFC 4588).</param>
public sealed record RtcStream(RtcSection Section, VideoLayer? Layer, bool IsRepair)
{
    /// <summary>Of sound; a layer has its own.</summary>
    public StreamStatistics Statistics { get; } = Layer?.Statistics ?? new StreamStatistics(48_000);

    public SlotKind Kind => Section.Sends!.Value;
}

/// <summary>How much may still be done for one browser in this second.</summary>
public struct RtcBudget
{
    private long _secondMs;
    private long _spent;

    /// <summary>Spends some; false when the second's amount is used up.</summary>
    public bool Take(long amount, long most, long nowMs)
    {
        if (nowMs - _secondMs >= 1000)
        {
            _secondMs = nowMs;
            _spent = 0;
        }

        if (_spent + amount > most) return false;
        _spent += amount;
        return true;
    }
}
