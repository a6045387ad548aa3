namespace Guildhall.VoiceLoad;

/// <summary>Which server, whose tokens, which channels, and as what one joins.</summary>
internal sealed record HouseOptions(Uri Server, FileInfo Tokens, string Guild, string[] Channels, bool AsBots, bool IsStage);
