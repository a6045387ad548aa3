using Guildhall.Community.Edge;

namespace Guildhall.Community.Webhooks;

/// <summary>Reads what webhooks are called and look like.</summary>
internal static class WebhookForm
{
    private const int UrlMax = 2_048;
    private static readonly string[] ForbiddenParts = ["clyde", "discord"];

    /// <summary>A name that may be absent; null counts as absent.</summary>
    public static string? Name(Form form, string field)
    {
        var name = form.NullableText(field, 1, Limits.WebhookNameMax).Value;
        if (name is null) return null;
        if (ForbiddenParts.FirstOrDefault(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)) is { } forbidden)
            form.Error(field, "USERNAME_INVALID_CONTAINS", $"Username cannot contain \"{forbidden}\"");
        return name;
    }

    /// <summary>The address of a picture; null when there is none.</summary>
    public static string? PictureUrl(Form form, string field)
    {
        if (form.NullableText(field, 0, UrlMax).Value is not { Length: > 0 } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0) return text;
        form.Error(field, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        return null;
    }

    public static string AvatarFolder(WebhookId webhook) => $"avatars/{webhook}";
}
