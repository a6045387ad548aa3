using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications;

/// <summary>
/// How an application may be had: integration_types_config says it whole; install_params, which is older, says what the link asks for in a guild.
/// Where both are there, integration_types_config is right.
/// </summary>
internal static class InstallFields
{
    private const int OfGuild = 0;
    private const int OfUser = 1;
    private const int ScopeMax = 100;
    private static readonly string[] GuildScopes = ["bot", "applications.commands"];
    private static readonly string[] UserScopes = ["applications.commands"];

    /// <summary>What an invitation link to a guild asks for; null when there is none.</summary>
    public static InstallParamsPayload? ParamsOf(ApplicationRow row) =>
        row.InstallScopes is null ? null : new InstallParamsPayload(row.InstallScopes, row.InstallPermissions ?? Permissions.None);

    public static IReadOnlyDictionary<string, IntegrationTypePayload> Shown(ApplicationRow row) =>
        row.IntegrationTypes.Order().ToDictionary(
            type => type == OfGuild ? "0" : "1",
            type => new IntegrationTypePayload(
                type == OfGuild ? ParamsOf(row) : row.UserInstallScopes is { } scopes ? new InstallParamsPayload(scopes, Permissions.None) : null));

    /// <summary>The application as the form wants it; errors are noted in the form.</summary>
    public static ApplicationRow Read(Form form, ApplicationRow before)
    {
        var after = before;
        if (form.Has("install_params"))
        {
            var (scopes, permissions) = Params(form, "install_params", GuildScopes);
            after = after with { InstallScopes = scopes, InstallPermissions = permissions };
        }

        if (form.Part("integration_types_config") is not { } config) return after;
        // A way that is null is not offered, like one that is not named.
        var (guild, user) = (config.Part("0"), config.Part("1"));
        if (guild is null && user is null) form.Error("integration_types_config", "BASE_TYPE_REQUIRED", "At least one installation context is required.");
        var (guildScopes, guildPermissions) = guild is null ? default : Params(guild, "oauth2_install_params", GuildScopes);
        var (userScopes, _) = user is null ? default : Params(user, "oauth2_install_params", UserScopes);
        return after with
        {
            IntegrationTypes = [.. guild is null ? [] : (int[])[OfGuild], .. user is null ? [] : (int[])[OfUser]],
            InstallScopes = guildScopes,
            InstallPermissions = guildPermissions,
            UserInstallScopes = userScopes,
        };
    }

    private static (IReadOnlyList<string>? Scopes, Permissions? Permissions) Params(Form form, string name, string[] known)
    {
        if (form.Part(name) is not { } wanted) return default;
        var scopes = wanted.Texts("scopes", GuildScopes.Length, ScopeMax).Value;
        if (scopes?.Any(scope => !known.Contains(scope)) is true)
            wanted.Error("scopes", "BASE_TYPE_CHOICES", $"Value must be one of {{'{string.Join("', '", known)}'}}.");
        return (scopes ?? [known[0]], wanted.Permissions("permissions").Value);
    }
}
