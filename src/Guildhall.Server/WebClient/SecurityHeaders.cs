namespace Guildhall.Server.WebClient;

/// <summary>Headers that every answer carries; what serves uploads narrows them further.</summary>
internal static class SecurityHeaders
{
    // Images come from anywhere, since an embed may show one; code, styles and connections from this server alone.
    // WebAssembly, of this server too, takes the noise out of microphones.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' https: data: blob:; " +
        "media-src 'self' https: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static Task Add(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }
}
