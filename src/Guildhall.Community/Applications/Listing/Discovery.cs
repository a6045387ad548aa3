using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications.Listing;

/// <summary>What an application needs to be found in the directory of this house, and whether the operator vouches for it.</summary>
internal static class Discovery
{
    /// <summary>The state in which the owner wants it listed; 2 in which not.</summary>
    public const int Discoverable = 3;

    public const int NotDiscoverable = 2;
    private const int Ineligible = 1;
    private const int Unsubmitted = 2;
    private const int ApprovedManually = 4;

    /// <summary>What is there of all that a visitor would like to know.</summary>
    [Flags]
    private enum Has
    {
        None = 0,
        Verified = 1 << 0,
        Tag = 1 << 1,
        Description = 1 << 2,
        TermsOfService = 1 << 3,
        PrivacyPolicy = 1 << 4,
        InstallParams = 1 << 5,
    }

    /// <summary>In the directory: somebody who finds it must be able to tell what it is and to add it.</summary>
    private const Has Needed = Has.Tag | Has.Description | Has.InstallParams;

    public static bool IsVerified(CommunityServices house, ApplicationRow row) => house.Options.VerifiedApplications.Contains(row.Id);

    public static int EligibilityOf(CommunityServices house, ApplicationRow row) => (int)Of(house, row);

    public static bool IsEligible(CommunityServices house, ApplicationRow row) => row.BotPublic && (Of(house, row) & Needed) == Needed;

    /// <summary>True when the directory shows it.</summary>
    public static bool IsShown(CommunityServices house, ApplicationRow row) => row.IsListed && IsEligible(house, row);

    public static int StateOf(CommunityServices house, ApplicationRow row) =>
        !IsEligible(house, row) ? Ineligible : row.IsListed ? Discoverable : NotDiscoverable;

    public static int VerificationOf(CommunityServices house, ApplicationRow row) =>
        IsVerified(house, row) ? ApprovedManually : IsEligible(house, row) ? Unsubmitted : Ineligible;

    private static Has Of(CommunityServices house, ApplicationRow row) =>
        (IsVerified(house, row) ? Has.Verified : 0)
        | (row.Tags.Count > 0 ? Has.Tag : 0)
        | (row.Description.Length > 0 ? Has.Description : 0)
        | (row.TermsOfServiceUrl is null ? 0 : Has.TermsOfService)
        | (row.PrivacyPolicyUrl is null ? 0 : Has.PrivacyPolicy)
        | (row.InstallScopes is null && row.UserInstallScopes is null && row.CustomInstallUrl is null ? 0 : Has.InstallParams);
}
