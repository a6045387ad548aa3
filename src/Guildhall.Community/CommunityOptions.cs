using Guildhall.Community.Edge;
using Guildhall.Protocol;

namespace Guildhall.Community;

/// <summary>What an operator decides about the community.</summary>
public sealed record CommunityOptions
{
    /// <summary>The address people and bots reach this house at, without a slash at the end; in attachment and gateway URLs.</summary>
    public required Func<string> PublicUrl { get; init; }

    /// <summary>Whether and where this house reaches out to addresses that people and webhooks name.</summary>
    public Links.LinkPreviewOptions Links { get; init; } = new();

    public RateLimitOptions RateLimits { get; init; } = new();

    /// <summary>Past its capacity the house serves whom it has let in and turns the rest away.</summary>
    public bool TurnsAwayWhenLate { get; init; } = true;

    /// <summary>The folder for the keys that secrets in the store are encrypted with; made when it is first needed.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>PBKDF2 rounds of new password hashes. Fewer make load tests possible and stolen hashes cheap.</summary>
    public int PasswordIterations { get; init; } = Accounts.PasswordVault.DefaultIterations;

    /// <summary>The folder of archives that people have asked for; made when it is first needed.</summary>
    public required string ExportsFolder { get; init; }

    /// <summary>Bytes that one account may upload in a day.</summary>
    public long UploadBytesPerDay { get; init; } = 2L << 30;

    /// <summary>How mail leaves this house.</summary>
    public Mail.MailOptions Mail { get; init; } = new();

    /// <summary>False closes registration to everybody.</summary>
    public bool IsRegistrationOpen { get; init; } = true;

    /// <summary>The applications that the operator vouches for.</summary>
    public IReadOnlySet<ApplicationId> VerifiedApplications { get; init; } = new HashSet<ApplicationId>();
}
