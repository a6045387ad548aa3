using Guildhall.Community.Applications.Listing;
using Guildhall.Community.Edge;
using Guildhall.Storage.Users;

namespace Guildhall.Community.Applications;

/// <summary>The fields of an application that may be changed.</summary>
internal static class ApplicationFields
{
    public const int NameMax = 32;
    public const int DescriptionMax = 400;
    private const int TagsMax = 5;
    private const int TagMax = 20;
    private const int UrlMax = 2_048;
    private const int RedirectsMax = 10;

    /// <summary>The application as the form wants it; errors are noted in the form.</summary>
    public static async ValueTask<ApplicationRow> Read(Form form, ApplicationRow before, CommunityServices house, CancellationToken cancel)
    {
        var flags = form.NullableInt("flags", 0, int.MaxValue).Value;
        var after = before with
        {
            Name = form.Has("name") ? form.RequiredText("name", 1, NameMax) : before.Name,
            Description = Description(form) ?? before.Description,
            BotPublic = form.Flag("bot_public").Or(before.BotPublic),
            BotRequireCodeGrant = form.Flag("bot_require_code_grant").Or(before.BotRequireCodeGrant),
            Flags = flags is { } wanted ? (before.Flags & ~ApplicationFlags.Switchable) | (wanted & ApplicationFlags.Switchable) : before.Flags,
            Tags = form.Has("tags") ? form.Texts("tags", TagsMax, TagMax).Value ?? [] : before.Tags,
            RedirectUris = form.Has("redirect_uris") ? Redirects(form) : before.RedirectUris,
            TermsOfServiceUrl = Url(form, "terms_of_service_url").Or(before.TermsOfServiceUrl),
            PrivacyPolicyUrl = Url(form, "privacy_policy_url").Or(before.PrivacyPolicyUrl),
            RoleConnectionsVerificationUrl = Url(form, "role_connections_verification_url").Or(before.RoleConnectionsVerificationUrl),
            CustomInstallUrl = Url(form, "custom_install_url").Or(before.CustomInstallUrl),
        };
        after = Listed(form, InstallFields.Read(form, after), house);
        var icon = await ImageField.Read(form, "icon", $"app-icons/{before.Id}", Limits.ImageBytes, house, cancel);
        return after with { Icon = icon.Or(before.Icon) };
    }

    // Only what is complete can be listed; what becomes incomplete later is not shown, and is again once it is whole.
    private static ApplicationRow Listed(Form form, ApplicationRow after, CommunityServices house)
    {
        var state = form.Choice("discoverability_state", Discovery.NotDiscoverable, Discovery.Discoverable);
        if (!state.IsPresent) return after;
        if (state.Value == Discovery.Discoverable && !Discovery.IsEligible(house, after))
            form.Error("discoverability_state", "APPLICATION_NOT_ELIGIBLE", "It needs a description, a tag, a way to install it, and to be public.");
        return after with { IsListed = state.Value == Discovery.Discoverable };
    }

    // A text, or an object of texts by language of which the default is kept.
    private static string? Description(Form form) =>
        form.Raw("description").ValueKind == System.Text.Json.JsonValueKind.Object
            ? form.Part("description")!.NullableText("default", 0, DescriptionMax).Value
            : form.NullableText("description", 0, DescriptionMax).Value;

    private static Optional<string?> Url(Form form, string name)
    {
        var url = form.NullableText(name, 0, UrlMax);
        if (!url.IsPresent) return default;
        if (string.IsNullOrEmpty(url.Value)) return new Optional<string?>(true, null);
        if (!IsWeb(url.Value)) NotWellFormed(form, name);
        return url;
    }

    private static IReadOnlyList<string> Redirects(Form form)
    {
        var uris = form.Texts("redirect_uris", RedirectsMax, UrlMax).Value ?? [];
        // What stands behind a '#' is the place of a token.
        if (!uris.All(uri => IsWeb(uri) && !uri.Contains('#', StringComparison.Ordinal))) NotWellFormed(form, "redirect_uris");
        return uris;
    }

    private static bool IsWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme is "http" or "https");

    private static void NotWellFormed(Form form, string name) => form.Error(name, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
}
