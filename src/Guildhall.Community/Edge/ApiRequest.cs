using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Guildhall.Community.Guild;
using Guildhall.Protocol;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Community.Edge;

/// <summary>A request as a route sees it: who asks, the ids of the path, the query and the body, each read with precise errors.</summary>
public sealed class ApiRequest(HttpContext http, CommunityServices house, Caller? caller)
{
    private List<FieldError>? _errors;

    public HttpContext Http => http;

    public CommunityServices House => house;

    /// <summary>When it arrived, in timestamps of the house's clock.</summary>
    public long ArrivedAt { get; init; }

    public CancellationToken Cancel => http.RequestAborted;

    /// <summary>The caller; only for routes that are not open to everybody.</summary>
    public Caller Caller => caller ?? throw new InvalidOperationException("An open route has no caller.");

    /// <summary>The caller of an open route, if the request carries a valid token.</summary>
    public Caller? CallerIfAny => caller;

    /// <summary>A failure with every error found in the path and the query so far; null when there is none.</summary>
    public Failure? Failure => _errors is null ? null : new Failure.InvalidForm(_errors);

    /// <summary>An id of the path. A text that is no snowflake is an error at the parameter's name.</summary>
    public TId Id<TId>(string name)
        where TId : struct, ISnowflakeId<TId>
    {
        var text = http.Request.RouteValues[name] as string;
        if (Snowflake.TryParse(text, out var id)) return TId.From(id);
        Error(name, "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not snowflake.");
        return default;
    }

    /// <summary>A text of the path, decoded.</summary>
    public string Text(string name) => http.Request.RouteValues[name] as string ?? "";

    /// <summary>An id of the query, or null when absent.</summary>
    public TId? QueryId<TId>(string name)
        where TId : struct, ISnowflakeId<TId>
    {
        if (Query(name) is not { } text) return null;
        if (Snowflake.TryParse(text, out var id)) return TId.From(id);
        Error(name, "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not snowflake.");
        return null;
    }

    /// <summary>A whole number of the query within bounds, or the default when absent.</summary>
    public int QueryInt(string name, int fallback, int min, int max)
    {
        if (Query(name) is not { } text) return fallback;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            Error(name, "NUMBER_TYPE_COERCE", $"Value \"{text}\" is not int.");
        else if (value < min) Error(name, "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {min}.");
        else if (value > max) Error(name, "NUMBER_TYPE_MAX", $"int value should be less than or equal to {max}.");
        else return value;
        return fallback;
    }

    /// <summary>A flag of the query: true, True, 1 and their opposites.</summary>
    public bool QueryFlag(string name, bool fallback = false) => Query(name) switch
    {
        null => fallback,
        "true" or "True" or "1" => true,
        "false" or "False" or "0" => false,
        _ => Refused(name),
    };

    /// <summary>A text of the query, or null when absent.</summary>
    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    /// <summary>The texts of a query's parameter that may be given several times, in order.</summary>
    public IReadOnlyList<string> QueryAll(string name) =>
        http.Request.Query.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>The JSON body as a form. An empty body is an empty form.</summary>
    public async ValueTask<Result<Form>> ReadForm(int maxBytes = Limits.JsonBodyBytes)
    {
        var body = await ReadJson(maxBytes);
        if (!body.IsOk) return body.Failure;
        return new Form(body.Value);
    }

    /// <summary>The JSON body as it is; Undefined for an empty one. Also for routes whose body is a list.</summary>
    public async ValueTask<Result<JsonElement>> ReadJson(int maxBytes = Limits.JsonBodyBytes)
    {
        var request = http.Request;
        if (request.ContentLength > maxBytes) return new Failure.RequestTooLarge();
        if (request.ContentLength is 0 or null && !request.Headers.TransferEncoding.Contains("chunked")) return default(JsonElement);
        if (request.ContentType is { } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
            return new Failure.InvalidForm([new FieldError("_content_type", "CONTENT_TYPE_INVALID", "Expected \"Content-Type\" header to be one of {'application/json'}.")]);
        try
        {
            using var buffer = new PooledBody(maxBytes);
            if (!await buffer.Fill(request.Body, Cancel)) return new Failure.RequestTooLarge();
            if (buffer.Length == 0) return default(JsonElement);
            // The parser lets broken UTF-8 inside strings through, and halves of characters, to fail where they are read.
            if (!Utf8.IsValid(buffer.Bytes.Span) || !JsonText.HasUnicodeNames(buffer.Bytes.Span)) return new Failure.InvalidJson();
            using var document = JsonDocument.Parse(buffer.Bytes, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return new Failure.InvalidJson();
        }
    }

    /// <summary>What is to be done at the edge is done: the next is to ask the guild.</summary>
    public void LeavesEdge() => Cluster.Figures.Stage.Edge.Took(house.Time, ArrivedAt, house.Time.GetTimestamp());

    /// <summary>Notes an error of the path or the query.</summary>
    public void Error(string path, string code, string message) => (_errors ??= []).Add(new FieldError(path, code, message));

    private bool Refused(string name)
    {
        Error(name, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
        return false;
    }
}
