using Guildhall.Community.Applications;
using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.OAuth;

/// <summary>
/// What an application asks a person for, as the query of /oauth2/authorize says it, checked: who asks, what for, and where the answer goes. An
/// address that the application has not registered, letter by letter, gets no answer at all.
/// </summary>
internal sealed record ConsentRequest(ApplicationRow Application, IReadOnlyList<string> Scopes, bool IsForUser)
{
    private const int StateMax = 2_048;
    private const int NonceMax = 256;

    /// <summary>code, token, or null when the application only wants to be added somewhere.</summary>
    public string? ResponseType { get; init; }

    /// <summary>Where the answer goes; null for this house's own page.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>True when the query named the address, which the application then says again for the code.</summary>
    public bool IsRedirectGiven { get; init; }

    /// <summary>What the application gets back as it was.</summary>
    public string? State { get; init; }

    public string? Nonce { get; init; }

    /// <summary>The S256 challenge of PKCE.</summary>
    public string? Challenge { get; init; }

    public bool WantsBot => Scopes.Contains(OAuth.Scopes.Bot);

    public bool WantsCommands => Scopes.Contains(OAuth.Scopes.Commands);

    public bool WantsWebhook => Scopes.Contains(OAuth.Scopes.Webhook);

    /// <summary>True when a guild is chosen: for a bot, for commands that are not the person's own, for a webhook.</summary>
    public bool WantsGuild => WantsBot || WantsWebhook || (WantsCommands && !IsForUser);

    public static async ValueTask<Result<ConsentRequest>> Read(ApiRequest request, int? integrationType = null)
    {
        var id = request.QueryId<ApplicationId>("client_id");
        if (id is null) request.Error("client_id", "BASE_TYPE_REQUIRED", "This field is required");
        if (request.Failure is { } unnamed) return unnamed;
        if (await request.House.UserRows.GetApplication(id!.Value, request.Cancel) is not { } application) return new Failure.UnknownApplication();
        var scopes = request.Query("scope") is null && application.InstallScopes is { Count: > 0 } usual ? usual : OAuth.Scopes.Split(request.Query("scope"));
        var isForUser = ReadIntegrationType(request, application, integrationType);
        CheckScopes(request, application, scopes, isForUser);
        var redirect = ReadRedirect(request, application);
        var challenge = ReadChallenge(request, application);
        foreach (var (name, most) in (ReadOnlySpan<(string, int)>)[("state", StateMax), ("nonce", NonceMax)])
        {
            if (request.Query(name) is { } text && text.Length > most) request.Error(name, "BASE_TYPE_MAX_LENGTH", $"Must be {most} or fewer in length.");
        }

        if (request.Failure is { } invalid) return invalid;
        var isInstall = isForUser || scopes.Any(OAuth.Scopes.IsInstall);
        if (isInstall && !application.BotPublic && application.Owner != request.Caller.User) return new Failure.NotYourApplication();
        return new ConsentRequest(application, scopes, isForUser)
        {
            ResponseType = request.Query("response_type"),
            RedirectUri = redirect,
            IsRedirectGiven = request.Query("redirect_uri") is not null,
            State = request.Query("state"),
            Nonce = request.Query("nonce"),
            Challenge = challenge,
        };
    }

    // 0 for a guild, 1 for the person itself; what the application does not offer is refused.
    private static bool ReadIntegrationType(ApiRequest request, ApplicationRow application, int? given)
    {
        var wanted = given ?? (request.Query("integration_type") is null ? default(int?) : request.QueryInt("integration_type", 0, 0, 1));
        var type = wanted ?? (application.IntegrationTypes is [1] ? 1 : 0);
        if (wanted is not null && !application.IntegrationTypes.Contains(type))
            request.Error("integration_type", "BASE_TYPE_CHOICES", "The application cannot be installed in this way.");
        return type == 1;
    }

    private static void CheckScopes(ApiRequest request, ApplicationRow application, IReadOnlyList<string> scopes, bool isForUser)
    {
        var type = request.Query("response_type");
        if (scopes.Count == 0) request.Error("scope", "BASE_TYPE_REQUIRED", "This field is required");
        else if (scopes.FirstOrDefault(scope => !OAuth.Scopes.MayBeAsked(scope)) is { } unknown)
            request.Error("scope", "INVALID_SCOPE", $"The scope '{unknown}' is invalid, unknown, or malformed.");
        else if (isForUser && scopes.Contains(OAuth.Scopes.Bot))
            request.Error("scope", "INVALID_SCOPE", "A bot is added to a guild, not to a user.");
        else if (type == "token" && scopes.Contains(OAuth.Scopes.Webhook))
            request.Error("scope", "INVALID_SCOPE", "A webhook needs the response type 'code'.");

        if (type is not (null or "code" or "token")) request.Error("response_type", "BASE_TYPE_CHOICES", "Value must be one of {'code', 'token'}.");
        var needsCode = scopes.Any(scope => !OAuth.Scopes.IsInstall(scope)) || (application.BotRequireCodeGrant && scopes.Contains(OAuth.Scopes.Bot));
        if (type is null && needsCode) request.Error("response_type", "BASE_TYPE_REQUIRED", "This field is required");
    }

    private static string? ReadRedirect(ApiRequest request, ApplicationRow application)
    {
        var uri = request.Query("redirect_uri");
        if (uri is not null && !application.RedirectUris.Contains(uri, StringComparer.Ordinal))
            request.Error("redirect_uri", "REDIRECT_URI_NOT_REGISTERED", "The redirect URI is not one of the application's.");
        if (uri is not null || request.Query("response_type") is null) return uri;
        if (application.RedirectUris is [var only]) return only;
        request.Error("redirect_uri", "BASE_TYPE_REQUIRED", "This field is required");
        return null;
    }

    private static string? ReadChallenge(ApiRequest request, ApplicationRow application)
    {
        var (challenge, method) = (request.Query("code_challenge"), request.Query("code_challenge_method"));
        var isCode = request.Query("response_type") == "code";
        if (challenge is null && method is not null) request.Error("code_challenge", "BASE_TYPE_REQUIRED", "This field is required");
        else if (challenge is null && isCode && (application.Flags & ApplicationFlags.PublicOauth2Client) != 0)
            request.Error("code_challenge", "BASE_TYPE_REQUIRED", "An application without a secret must use PKCE.");
        if (challenge is null) return null;
        if (method != "S256") request.Error("code_challenge_method", "BASE_TYPE_CHOICES", "Value must be one of {'S256'}.");
        if (!CodeRules.IsChallenge(challenge)) request.Error("code_challenge", "STRING_TYPE_REGEX", "String value did not match validation regex.");
        return challenge;
    }
}
