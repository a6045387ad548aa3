namespace Guildhall.Gateway.Handover;

/// <summary>The bounds of a hand-over.</summary>
internal static class HandoverLimits
{
    /// <summary>Bytes of a file. Sessions that would make it larger are left out and have to identify again.</summary>
    public const long FileBytes = 1L << 30;

    /// <summary>Sessions in a file.</summary>
    public const int Sessions = 1_000_000;

    /// <summary>Audiences of one session.</summary>
    public const int AudiencesPerSession = 1_000_000;

    /// <summary>Bytes of what the community writes in one record.</summary>
    public const int RecordBytes = 64 * 1024 * 1024;

    /// <summary>How old a file may be: past this clients have given up, and what they knew is no longer true.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(5);

    /// <summary>Attempts at a picture of all sessions during which none of them was told anything.</summary>
    public const int Attempts = 3;
}
