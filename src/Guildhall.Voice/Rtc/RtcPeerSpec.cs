namespace Guildhall.Voice.Rtc;

/// <summary>What the exchange of offer and answer settled about a browser: its names for ICE, its certificate, its sections and codecs.</summary>
public sealed record RtcPeerSpec(string LocalFragment, string LocalPassword, string RemoteFragment, string Fingerprint);
