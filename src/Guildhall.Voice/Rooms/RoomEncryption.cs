using System.Text.Json;
using Guildhall.Voice.Media;
using Guildhall.Voice.Signalling;

namespace Guildhall.Voice.Rooms;

/// <summary>
/// A room's end-to-end encryption, told by the room of everything that concerns it. This one is none: version 0 for everybody.
/// Runs inside the room's actor: plain fields, no locks, no waiting.
/// </summary>
internal class RoomEncryption
{
    /// <summary>A member comes, or comes anew: the version that op 4, which is sent next, tells it.</summary>
    public virtual int VersionFor(RoomMember member) => 0;

    /// <summary>False when the policy of the channel shuts out a member who speaks no version (close 4017).</summary>
    public virtual bool Admits(int maxVersion) => true;

    /// <summary>Op 4 has been sent to a member, who may be sent binary messages from now on.</summary>
    public virtual void Described(RoomMember member)
    {
    }

    /// <summary>A member's connection has ended; op 13 has been told.</summary>
    public virtual void Left(RoomMember member)
    {
    }

    /// <summary>Op 23 or 31.</summary>
    public virtual void Order(RoomMember member, VoiceOpcode op, JsonElement data)
    {
    }

    /// <summary>Op 26 or 28, without its op.</summary>
    public virtual void Frame(RoomMember member, VoiceOpcode op, byte[] body)
    {
    }

    /// <summary>What <see cref="IRoomFloor.WakeAfter"/> was asked for.</summary>
    public virtual void Woken(int reason)
    {
    }
}

/// <summary>What a room's encryption may do in it.</summary>
internal interface IRoomFloor
{
    ChannelId Channel { get; }

    bool IsStage { get; }

    TimeProvider Time { get; }

    /// <summary>The members with a connection to which op 4 has been sent.</summary>
    IEnumerable<RoomMember> Described { get; }

    /// <summary>Sends a message that is numbered and kept for op 7.</summary>
    void Send(RoomMember member, VoiceFrame frame);

    /// <summary>Says which packets a member is sent.</summary>
    void Guard(RoomMember member, E2eeRule rule);

    /// <summary>Calls <see cref="RoomEncryption.Woken"/> after a while, unless the room has restarted.</summary>
    void WakeAfter(TimeSpan delay, int reason);

    /// <summary>Ends a member's connection.</summary>
    void Close(RoomMember member, VoiceCloseCode code);
}
