namespace Guildhall.Server.Options;

/// <summary>From when on the log warns of a participant's connection.</summary>
/// <param name="LossPercent">Lost packets.</param>
/// <param name="JitterMs">Jitter in milliseconds.</param>
/// <param name="RoundTripMs">Round trip in milliseconds.</param>
public sealed record VoiceWarnings(int LossPercent = 10, int JitterMs = 100, int RoundTripMs = 500);
