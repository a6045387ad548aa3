using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Community.Applications.Commands;

/// <summary>The language that a request asks for: X-Discord-Locale, else the first known one of Accept-Language.</summary>
internal static class RequestLocale
{
    /// <summary>Languages looked at in Accept-Language.</summary>
    private const int LookedAt = 10;

    /// <summary>The languages that texts may be given in.</summary>
    public static readonly IReadOnlySet<string> Known = new HashSet<string>(StringComparer.Ordinal)
    {
        "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs",
        "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko", "ar", "he",
    };

    /// <summary>A known language; null when the request names none.</summary>
    public static string? Of(HttpContext http)
    {
        if (http.Request.Headers["X-Discord-Locale"] is [{ } own] && Known.Contains(own)) return own;
        if (!StringWithQualityHeaderValue.TryParseList([.. http.Request.Headers.AcceptLanguage.OfType<string>().Take(LookedAt)], out var asked)) return null;
        foreach (var language in asked.Take(LookedAt).OrderByDescending(language => language.Quality ?? 1))
        {
            if (Match(language.Value.ToString()) is { } found) return found;
        }

        return null;
    }

    // Browsers say "sv" where the list has "sv-SE", and "de-AT" where it has "de".
    private static string? Match(string language) =>
        Known.FirstOrDefault(known => known.Equals(language, StringComparison.OrdinalIgnoreCase))
        ?? Known.FirstOrDefault(known => known.Equals(language.Split('-')[0], StringComparison.OrdinalIgnoreCase))
        ?? Known.FirstOrDefault(known => known.StartsWith(language.Split('-')[0] + "-", StringComparison.OrdinalIgnoreCase));
}
