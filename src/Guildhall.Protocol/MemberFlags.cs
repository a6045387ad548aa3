namespace Guildhall.Protocol;

/// <summary>Bits of a member's flags.</summary>
public static class MemberFlags
{
    /// <summary>Has left and come back.</summary>
    public const int DidRejoin = 1 << 0;

    public const int CompletedOnboarding = 1 << 1;

    /// <summary>Exempt from the guild's verification; the one flag that is set by hand.</summary>
    public const int BypassesVerification = 1 << 2;

    public const int StartedOnboarding = 1 << 3;

    /// <summary>May read and no more, since a rule of automatic moderation minds a name.</summary>
    public const int AutomodQuarantinedUsername = 1 << 7;
}
