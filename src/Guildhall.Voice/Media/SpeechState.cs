namespace Guildhall.Voice.Media;

/// <summary>What a worker knows of somebody's speech.</summary>
internal sealed class SpeechState
{
    public bool IsSpeaking { get; set; }

    /// <summary>What the listener was told last.</summary>
    public bool IsTold { get; set; }

    /// <summary>Voiced packets in a row, as far as that decides something.</summary>
    public int VoicedInRow { get; set; }

    public long LastVoiceMs { get; set; }

    public long LastPacketMs { get; set; }

    /// <summary>When silence began; 0 while there is none.</summary>
    public long SilentSinceMs { get; set; }

    public long LastSilencePassedMs { get; set; }

    /// <summary>Loudness, smoothed: 127 minus the level, in sixteenths.</summary>
    public int Loudness { get; set; }

    public SenderBudget Budget;

    public ArrivalStatistics Arrivals;

    /// <summary>The speaker is in the worker's list of those whose silence is waited for.</summary>
    public bool IsWatched { get; set; }
}
