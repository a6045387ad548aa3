using Guildhall.Community.Applications.Listing;
using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications;

/// <summary>Who may handle an application: its owner, and the bot itself where it says so.</summary>
internal static class ApplicationAccess
{
    /// <summary>
    /// The application of the path, for its owner; for its bot too when allowed, and for the application itself with an OAuth2 token. A token of
    /// another application opens nothing, whoever owns both.
    /// </summary>
    public static async ValueTask<Result<ApplicationRow>> OfPath(ApiRequest request, bool orItsBot = false)
    {
        var id = request.Id<ApplicationId>("application_id");
        if (request.Failure is { } invalid) return invalid;
        if (await request.House.UserRows.GetApplication(id, request.Cancel) is not { } application) return new Failure.UnknownApplication();
        if (request.Caller.Application is { } acting) return acting == application.Id ? application : new Failure.NotYourApplication();
        var isAllowed = request.Caller.IsBot ? orItsBot && request.Caller.User == BotOf(application) : request.Caller.User == application.Owner;
        return isAllowed ? application : new Failure.NotYourApplication();
    }

    /// <summary>The application of the bot that asks.</summary>
    public static async ValueTask<Result<ApplicationRow>> OfCaller(ApiRequest request)
    {
        if (request.Caller.Application is null && !request.Caller.IsBot) return new Failure.OnlyBots();
        var id = request.Caller.Application ?? new ApplicationId(request.Caller.User.Value);
        return await request.House.UserRows.GetApplication(id, request.Cancel) is { } application
            ? application
            : new Failure.UnknownApplication();
    }

    public static UserId BotOf(ApplicationRow application) => new(application.Id.Value);

    /// <summary>As everybody may see it.</summary>
    public static async ValueTask<ApplicationPayload> Shown(CommunityServices house, ApplicationRow row, CancellationToken cancel) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Icon = row.Icon,
        Description = row.Description,
        Bot = await house.Directory.Find(BotOf(row), cancel),
        BotPublic = row.BotPublic,
        BotRequireCodeGrant = row.BotRequireCodeGrant,
        TermsOfServiceUrl = row.TermsOfServiceUrl,
        PrivacyPolicyUrl = row.PrivacyPolicyUrl,
        CustomInstallUrl = row.CustomInstallUrl,
        InstallParams = InstallFields.ParamsOf(row),
        IntegrationTypesConfig = InstallFields.Shown(row),
        VerifyKey = row.VerifyKey,
        Flags = row.Flags,
        Tags = row.Tags,
        IsVerified = Discovery.IsVerified(house, row),
        IsDiscoverable = Discovery.IsShown(house, row),
    };

    /// <summary>As its owner and its bot may see it.</summary>
    public static async ValueTask<PrivateApplicationPayload> ShownToOwner(CommunityServices house, ApplicationRow row, CancellationToken cancel) =>
        new(await Shown(house, row, cancel), await house.Directory.Find(row.Owner, cancel) ?? Guild.GuildState.DeletedUser(row.Owner))
        {
            RedirectUris = row.RedirectUris,
            InteractionsEndpointUrl = row.InteractionsEndpointUrl,
            EventWebhooksUrl = row.EventWebhooksUrl,
            EventWebhooksStatus = row.EventWebhooksStatus,
            EventWebhooksTypes = row.EventWebhooksTypes,
            RoleConnectionsVerificationUrl = row.RoleConnectionsVerificationUrl,
            ApproximateUserAuthorizationCount = await house.UserRows.CountAuthorizations(row.Id, cancel),
            ApproximateGuildCount = await house.GuildRows.CountGuildsOfUser(BotOf(row), cancel),
            VerificationState = Discovery.VerificationOf(house, row),
            DiscoverabilityState = Discovery.StateOf(house, row),
            DiscoveryEligibilityFlags = Discovery.EligibilityOf(house, row),
        };
}
