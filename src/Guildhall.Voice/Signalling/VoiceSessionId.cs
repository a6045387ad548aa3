namespace Guildhall.Voice.Signalling;

/// <summary>The number of a voice session: unique in this process and never used again.</summary>
public readonly record struct VoiceSessionId(ulong Value);
