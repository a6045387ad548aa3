using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Guildhall.Protocol;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Community.Edge;

/// <summary>The one place that turns a failure into Discord's JSON: {message, code, errors?}, and for 429 {message, retry_after, global}.</summary>
internal static class FailureWriter
{
    public static Task Write(HttpContext http, Failure failure)
    {
        var response = http.Response;
        response.StatusCode = failure.Status;
        response.ContentType = "application/json";
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            if (failure is Failure.OAuthRefused refused)
            {
                json.WriteString("error"u8, refused.Error);
                json.WriteString("error_description"u8, refused.Description);
            }
            else
            {
                json.WriteString("message"u8, failure.Message);
                WriteRest(json, response, failure);
            }

            json.WriteEndObject();
        }

        response.ContentLength = body.WrittenCount;
        return response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted).AsTask();
    }

    private static void WriteRest(Utf8JsonWriter json, HttpResponse response, Failure failure)
    {
        switch (failure)
        {
            case Failure.RateLimited limited:
                response.Headers.RetryAfter = Math.Ceiling(limited.RetryAfter).ToString(CultureInfo.InvariantCulture);
                response.Headers["X-RateLimit-Scope"] = limited.Scope;
                if (limited.Global) response.Headers["X-RateLimit-Global"] = "true";
                json.WriteNumber("retry_after"u8, Math.Round(limited.RetryAfter, 3));
                json.WriteBoolean("global"u8, limited.Global);
                break;
            case Failure.SlowmodeActive slow:
                response.Headers.RetryAfter = Math.Ceiling(slow.RetryAfter).ToString(CultureInfo.InvariantCulture);
                response.Headers["X-RateLimit-Scope"] = "shared";
                json.WriteNumber("code"u8, slow.Code);
                json.WriteNumber("retry_after"u8, Math.Round(slow.RetryAfter, 3));
                json.WriteBoolean("global"u8, false);
                break;
            case Failure.IndexNotAvailable building:
                json.WriteNumber("code"u8, building.Code);
                json.WriteNumber("documents_indexed"u8, building.DocumentsIndexed);
                json.WriteNumber("retry_after"u8, building.RetryAfter);
                break;
            case Failure.InvalidForm form:
                json.WriteNumber("code"u8, form.Code);
                json.WritePropertyName("errors"u8);
                WriteErrors(json, [.. form.Errors.Select(error => (Path(error), error))], 0);
                break;
            default:
                json.WriteNumber("code"u8, failure.Code);
                break;
        }
    }

    private static string[] Path(FieldError error) => error.Path.Length == 0 ? [] : error.Path.Split('.');

    // Errors are nested by the parts of their path; the leaves are {_errors: [{code, message}]}.
    private static void WriteErrors(Utf8JsonWriter json, (string[] Path, FieldError Error)[] errors, int depth)
    {
        json.WriteStartObject();
        var here = errors.Where(item => item.Path.Length == depth).ToArray();
        if (here.Length > 0)
        {
            json.WriteStartArray("_errors"u8);
            foreach (var (_, error) in here)
            {
                json.WriteStartObject();
                json.WriteString("code"u8, error.Code);
                json.WriteString("message"u8, error.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        foreach (var below in errors.Where(item => item.Path.Length > depth).GroupBy(item => item.Path[depth]))
        {
            json.WritePropertyName(below.Key);
            WriteErrors(json, [.. below], depth + 1);
        }

        json.WriteEndObject();
    }
}
