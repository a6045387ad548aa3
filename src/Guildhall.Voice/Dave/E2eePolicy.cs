namespace Guildhall.Voice.Dave;

/// <summary>Whether calls are end-to-end encrypted. A stage never is.</summary>
public enum E2eePolicy
{
    /// <summary>When everybody in the call can; else the whole call is encrypted to the server only, and says so.</summary>
    Prefer,

    /// <summary>Always: who cannot is turned away (close code 4017).</summary>
    Require,

    /// <summary>Never.</summary>
    Off,
}
