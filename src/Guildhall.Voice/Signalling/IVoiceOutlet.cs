namespace Guildhall.Voice.Signalling;

/// <summary>The way from a room to its members' voice sessions. Never waits, never fails: a session that is gone is passed over.</summary>
public interface IVoiceOutlet
{
    /// <summary>Sends a message that is numbered and kept for op 7.</summary>
    void Send(VoiceSessionId session, VoiceFrame frame);

    /// <summary>Ends a session and closes its socket.</summary>
    void End(VoiceSessionId session, VoiceCloseCode code);
}
