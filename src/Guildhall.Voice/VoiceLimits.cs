namespace Guildhall.Voice;

/// <summary>Sizes of what the voice side keeps. Every queue and list has its limit here.</summary>
public static class VoiceLimits
{
    /// <summary>A peer of whom nothing has come for this long is told to be lost.</summary>
    public static readonly TimeSpan PeerSilence = TimeSpan.FromSeconds(15);

    /// <summary>Commands to a worker that wait for the end of a batch.</summary>
    public const int WorkerCommands = 8192;

    /// <summary>Messages of a voice session that are kept for op 7.</summary>
    public const int ReplayedMessages = 512;
}
