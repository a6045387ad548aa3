namespace Guildhall.VoiceLoad.Load;

/// <summary>A peer that sends, and how many hear it.</summary>
internal sealed class LoadSpeaker(LoadPeer peer, int number, int listeners)
{
    private uint _next;

    public LoadPeer Peer { get; } = peer;

    public int Number { get; } = number;

    /// <summary>How many copies of each packet are due.</summary>
    public int Listeners { get; } = listeners;

    /// <summary>Packets sent so far.</summary>
    public long Sent { get; set; }

    /// <summary>When the next is due.</summary>
    public long Due { get; set; }

    public uint Next() => _next++;
}
