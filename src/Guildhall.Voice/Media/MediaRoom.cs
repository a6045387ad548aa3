namespace Guildhall.Voice.Media;

/// <summary>Whose packets go to whom. The arrays are never written to once they are set: a command makes new ones. Belongs to a worker's thread.</summary>
public sealed class MediaRoom(ChannelId id)
{
    public ChannelId Id { get; } = id;

    /// <summary>Everybody, in order of arrival.</summary>
    public MediaPeer[] Members { get; internal set; } = [];

    /// <summary>Bots that hear, and can be sent to.</summary>
    public MediaPeer[] Bots { get; internal set; } = [];

    /// <summary>Browsers that hear. One whose handshake is not done yet is among them.</summary>
    public MediaPeer[] Browsers { get; internal set; } = [];

    /// <summary>
    /// Who is heard by browsers now, of <see cref="VoiceLimits.ActiveSpeakers"/> places; a place can be empty. A speaker keeps its place while it has one.
    /// </summary>
    public MediaPeer?[] Active { get; } = new MediaPeer?[VoiceLimits.ActiveSpeakers];

    internal List<MediaPeer> Everybody { get; } = [];

    internal bool IsStale { get; set; }
}
