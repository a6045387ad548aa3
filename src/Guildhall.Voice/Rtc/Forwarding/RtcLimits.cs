namespace Guildhall.Voice.Rtc.Forwarding;

/// <summary>Sizes and times of the browsers' half of a worker.</summary>
public static class RtcLimits
{
    /// <summary>ICE checks of one browser that are looked at in a second; it sends some tens while it connects.</summary>
    public const int ChecksPerSecond = 100;

    /// <summary>DTLS datagrams of one browser that are passed on in a second.</summary>
    public const int HandshakeDatagramsPerSecond = 100;

    /// <summary>Packets and bytes of one browser that are opened in a second: three layers of a camera, a screen, and repairs.</summary>
    public const int PacketsPerSecond = 4000;

    public const int BytesPerSecond = 3_000_000;

    /// <summary>Handshake datagrams that wait for a thread. What does not fit is dropped, and comes again.</summary>
    public const int WaitingHandshakes = 2048;

    /// <summary>Packets of a layer that are kept for those who lost one; a power of two.</summary>
    public const int RingPackets = 512;

    /// <summary>A packet kept for repair has at most this much payload.</summary>
    public const int RingPayload = 1400;

    /// <summary>Packets of one layer that are asked for at the same time.</summary>
    public const int MissingPackets = 128;

    /// <summary>How often a lost packet is asked for before it is given up.</summary>
    public const int MissingTries = 6;

    /// <summary>A gap larger than this is a new beginning, not a loss.</summary>
    public const int LargestGap = 400;

    /// <summary>The longest beginning (key frame and what follows) that a newcomer to a screen is sent at once.</summary>
    public const int ReplayedPackets = 200;

    /// <summary>Packets that one receiver is sent again in a second.</summary>
    public const int RepairsPerSecond = 600;

    /// <summary>Videos that one browser can want.</summary>
    public const int Wants = 64;

    /// <summary>A layer is asked for a key frame at most this often.</summary>
    public const long KeyFramePeriodMs = 500;

    /// <summary>A layer of which nothing has come for this long is not sent at present.</summary>
    public const long LayerSilenceMs = 1500;

    /// <summary>How often sender and receiver reports go out.</summary>
    public const long ReportPeriodMs = 1000;

    /// <summary>How often a browser is told which of its packets arrived.</summary>
    public const long FeedbackPeriodMs = 60;

    /// <summary>How often layers are chosen anew.</summary>
    public const long ChoicePeriodMs = 300;
}
