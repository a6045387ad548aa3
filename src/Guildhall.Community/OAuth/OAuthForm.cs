using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Guildhall.Community.Edge;
using Guildhall.Storage.Users;
using Microsoft.AspNetCore.WebUtilities;

namespace Guildhall.Community.OAuth;

/// <summary>The body of a token request: a form, as OAuth2 wants it, and nothing else. Every field may be there once.</summary>
internal sealed class OAuthForm
{
    private const int MaxBytes = 16 * 1_024;
    private readonly Dictionary<string, string> _fields;

    private OAuthForm(Dictionary<string, string> fields) => _fields = fields;

    /// <summary>A field; null when it is absent or empty.</summary>
    public string? this[string name] => _fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static async ValueTask<Result<OAuthForm>> Read(ApiRequest request)
    {
        var http = request.Http.Request;
        if (http.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return new Failure.InvalidForm(
                [new FieldError("_content_type", "CONTENT_TYPE_INVALID", "Expected \"Content-Type\" header to be one of {'application/x-www-form-urlencoded'}.")]);
        }

        using var buffer = new PooledBody(MaxBytes);
        if (http.ContentLength > MaxBytes || !await buffer.Fill(http.Body, request.Cancel)) return new Failure.RequestTooLarge();
        if (!Utf8.IsValid(buffer.Bytes.Span)) return Refusals.InvalidRequest("The body is no form.");
        Dictionary<string, string> fields = [];
        foreach (var (name, values) in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(buffer.Bytes.Span)))
        {
            if (values.Count > 1) return Refusals.InvalidRequest("A field is there twice.");
            fields[name] = values.ToString();
        }

        return new OAuthForm(fields);
    }

    /// <summary>
    /// The application that asks, by its id and secret in the Authorization header (Basic) or in the form. Without a secret only an application that
    /// says of itself that it cannot keep one, where that is allowed.
    /// </summary>
    public async ValueTask<Result<ApplicationRow>> Client(ApiRequest request, bool orPublic)
    {
        var (id, secret) = (this["client_id"], this["client_secret"]);
        if (request.Http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            if (Basic(header[6..]) is not var (basicId, basicSecret) || (id is not null && id != basicId) || secret is not null) return Refusals.InvalidClient;
            (id, secret) = (basicId, basicSecret);
        }

        if (!Snowflake.TryParse(id, out var number)) return Refusals.InvalidClient;
        if (await request.House.UserRows.GetApplication(new ApplicationId(number), request.Cancel) is not { } application) return Refusals.InvalidClient;
        if (secret is null)
            return orPublic && (application.Flags & ApplicationFlags.PublicOauth2Client) != 0 ? application : Refusals.InvalidClient;
        return IsSecret(application, secret) ? application : Refusals.InvalidClient;
    }

    private static bool IsSecret(ApplicationRow application, string secret) =>
        application.SecretHash is { } known && CryptographicOperations.FixedTimeEquals(known, SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static (string Id, string Secret)? Basic(string encoded)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
    }
}
