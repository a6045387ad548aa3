using System.Text;
using System.Text.Json;

namespace Guildhall.Testing;

/// <summary>Calls the API as one person, one bot, or nobody.</summary>
/// <param name="http">A client whose base address is the server's.</param>
/// <param name="authorization">The Authorization header; null for none.</param>
public class ApiCaller(HttpClient http, string? authorization)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, object? body = null) => Send(HttpMethod.Post, path, JsonBody(body));

    public Task<Answer> Put(string path, object? body = null) => Send(HttpMethod.Put, path, JsonBody(body));

    public Task<Answer> Patch(string path, object? body = null) => Send(HttpMethod.Patch, path, JsonBody(body));

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null);

    /// <summary>Sends any content, such as a multipart form or bytes that are no JSON.</summary>
    /// <param name="path">Below /api/v10, beginning with a slash.</param>
    /// <param name="reason">X-Audit-Log-Reason, already percent-encoded.</param>
    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, string? reason = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v10" + path) { Content = content };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (reason is not null) request.Headers.TryAddWithoutValidation("X-Audit-Log-Reason", reason);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType == "application/json" && text.Length > 0;
        return new Answer(
            $"{method} {path}", (int)response.StatusCode, response.Headers, isJson ? JsonSerializer.Deserialize<JsonElement>(text) : default, text);
    }

    private static StringContent? JsonBody(object? body) =>
        body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json");
}
