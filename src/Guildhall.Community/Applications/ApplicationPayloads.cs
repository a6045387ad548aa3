using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications;

/// <summary>An application as everybody may see it.</summary>
public record ApplicationPayload
{
    public required ApplicationId Id { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    public string Description { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Type { get; init; }

    public UserPayload? Bot { get; init; }

    public bool BotPublic { get; init; }

    public bool BotRequireCodeGrant { get; init; }

    public string? TermsOfServiceUrl { get; init; }

    public string? PrivacyPolicyUrl { get; init; }

    public string? CustomInstallUrl { get; init; }

    public InstallParamsPayload? InstallParams { get; init; }

    /// <summary>How it may be had, by the number of the way ("0" in a guild, "1" by a user), and what its link asks for then.</summary>
    public IReadOnlyDictionary<string, IntegrationTypePayload> IntegrationTypesConfig { get; init; } = new Dictionary<string, IntegrationTypePayload>();

    public string VerifyKey { get; init; } = "";

    public long Flags { get; init; }

    public string FlagsNew => Flags.ToString(CultureInfo.InvariantCulture);

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>True when the operator of this house vouches for it.</summary>
    public bool IsVerified { get; init; }

    /// <summary>True when the directory of this house shows it.</summary>
    public bool IsDiscoverable { get; init; }
}

/// <summary>An application as its owner and its bot may see it.</summary>
public sealed record PrivateApplicationPayload : ApplicationPayload
{
    [JsonConstructor]
    public PrivateApplicationPayload()
    {
    }

    /// <summary>Everything that everybody may see; what is the owner's business is set beside it.</summary>
    [SetsRequiredMembers]
    public PrivateApplicationPayload(ApplicationPayload application, UserPayload owner)
        : base(application) => Owner = owner;

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? InteractionsEndpointUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? RoleConnectionsVerificationUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EventWebhooksUrl { get; init; }

    public int EventWebhooksStatus { get; init; } = 1;

    public IReadOnlyList<string> EventWebhooksTypes { get; init; } = [];

    public required UserPayload Owner { get; init; }

    public int ApproximateGuildCount { get; init; }

    public int ApproximateUserInstallCount { get; init; }

    public int ApproximateUserAuthorizationCount { get; init; }

    public int ExplicitContentFilter { get; init; }

    /// <summary>1 while it lacks what a visitor wants to know, 2 when it does not, 4 when the operator vouches for it.</summary>
    public int VerificationState { get; init; }

    /// <summary>1 while it can't be listed, 2 when it could be, 3 when it is.</summary>
    public int DiscoverabilityState { get; init; }

    /// <summary>Bits of what it has of all that a visitor wants to know.</summary>
    public int DiscoveryEligibilityFlags { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Nothing? Team { get; init; }

    public IReadOnlyList<string> EligibleOauth2Scopes { get; init; } = OAuth.Scopes.Documented;
}

/// <summary>What an invitation link of the application asks for.</summary>
public sealed record InstallParamsPayload(IReadOnlyList<string> Scopes, Permissions Permissions);

/// <summary>One way of having an application; without parameters no link of this house's leads to it.</summary>
public sealed record IntegrationTypePayload(InstallParamsPayload? Oauth2InstallParams);

/// <summary>A bot's token, shown this once; null when there is nothing new to show.</summary>
public sealed record BotTokenPayload([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Token);

/// <summary>GET /oauth2/@me.</summary>
public sealed record CurrentAuthorizationPayload(
    ApplicationPayload Application,
    IReadOnlyList<string> Scopes,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset Expires,
    UserPayload? User);

/// <summary>GET /oauth2/authorize: what the page that adds a bot shows.</summary>
public sealed record AuthorizePreviewPayload(
    ApplicationPayload Application, UserPayload User, bool Authorized, int IntegrationType, UserPayload? Bot, IReadOnlyList<AuthorizeGuildPayload>? Guilds)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? RedirectUri { get; init; }
}

/// <summary>A guild that the caller may add the bot to.</summary>
public sealed record AuthorizeGuildPayload(GuildId Id, string Name, int MfaLevel, Permissions Permissions)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }
}

/// <summary>POST /oauth2/authorize: where the page goes next.</summary>
public sealed record AuthorizedPayload(string Url);

/// <summary>INTEGRATION_CREATE: a bot in a guild. Its id is the application's.</summary>
public sealed record IntegrationPayload
{
    public required ApplicationId Id { get; init; }

    /// <summary>Only in the event.</summary>
    public GuildId? GuildId { get; init; }

    public required string Name { get; init; }

    public string Type { get; init; } = "discord";

    public bool Enabled { get; init; } = true;

    public required IntegrationAccountPayload Account { get; init; }

    public IntegrationApplicationPayload? Application { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = ["bot"];
}

public sealed record IntegrationAccountPayload(string Id, string Name);

public sealed record IntegrationApplicationPayload(ApplicationId Id, string Name, string Description, UserPayload Bot)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Icon { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Type { get; init; }
}

/// <summary>INTEGRATION_DELETE.</summary>
public sealed record IntegrationDeletedPayload(ApplicationId Id, GuildId GuildId, ApplicationId ApplicationId);

/// <summary>GUILD_INTEGRATIONS_UPDATE.</summary>
public sealed record IntegrationsUpdatedPayload(GuildId GuildId);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApplicationPayload))]
[JsonSerializable(typeof(PrivateApplicationPayload))]
[JsonSerializable(typeof(IReadOnlyList<PrivateApplicationPayload>))]
[JsonSerializable(typeof(BotTokenPayload))]
[JsonSerializable(typeof(CurrentAuthorizationPayload))]
[JsonSerializable(typeof(AuthorizePreviewPayload))]
[JsonSerializable(typeof(AuthorizedPayload))]
[JsonSerializable(typeof(IntegrationPayload))]
[JsonSerializable(typeof(IntegrationDeletedPayload))]
[JsonSerializable(typeof(IntegrationsUpdatedPayload))]
internal sealed partial class ApplicationJson : JsonSerializerContext;
