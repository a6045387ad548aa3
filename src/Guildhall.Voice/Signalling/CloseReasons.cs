namespace Guildhall.Voice.Signalling;

/// <summary>The words beside close codes.</summary>
internal static class CloseReasons
{
    public static string Of(VoiceCloseCode code) => code switch
    {
        VoiceCloseCode.UnknownOpcode => "Unknown opcode",
        VoiceCloseCode.DecodeError => "Failed to decode payload",
        VoiceCloseCode.NotAuthenticated => "Not authenticated",
        VoiceCloseCode.AuthenticationFailed => "Authentication failed",
        VoiceCloseCode.AlreadyAuthenticated => "Already authenticated",
        VoiceCloseCode.SessionInvalid => "Session no longer valid",
        VoiceCloseCode.SessionTimeout => "Session timeout",
        VoiceCloseCode.ServerNotFound => "Server not found",
        VoiceCloseCode.UnknownProtocol => "Unknown protocol",
        VoiceCloseCode.Disconnected => "Disconnected",
        VoiceCloseCode.ServerCrashed => "Voice server crashed",
        VoiceCloseCode.UnknownEncryptionMode => "Unknown encryption mode",
        VoiceCloseCode.EncryptionRequired => "E2EE/DAVE protocol required",
        VoiceCloseCode.BadRequest => "Bad request",
        VoiceCloseCode.RateLimited => "Disconnected: Rate Limited",
        VoiceCloseCode.CallTerminated => "Disconnected: Call Terminated",
        _ => "",
    };
}
