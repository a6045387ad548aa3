namespace Guildhall.VoiceLoad.Signalling;

/// <summary>Somebody who sits in a voice channel and has been told where it sounds.</summary>
internal sealed record Seat(string Server, string User, string Session, string Token, string Endpoint, JsonSocket Gateway);
