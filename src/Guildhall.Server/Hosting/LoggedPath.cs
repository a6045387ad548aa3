namespace Guildhall.Server.Hosting;

/// <summary>A request's path as logs may show it: encoded, and without the token that stands behind a webhook's id.</summary>
public static class LoggedPath
{
    private const string Webhooks = "/webhooks/";

    public static string Of(PathString path)
    {
        var text = path.ToUriComponent();
        var start = text.IndexOf(Webhooks, StringComparison.OrdinalIgnoreCase);
        if (start < 0) return text;
        var secret = text.IndexOf('/', start + Webhooks.Length) + 1;
        if (secret == 0) return text;
        var end = text.IndexOf('/', secret);
        return end < 0 ? text[..secret] + "…" : $"{text[..secret]}…{text[end..]}";
    }
}
