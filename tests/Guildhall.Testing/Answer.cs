using System.Net.Http.Headers;
using System.Text.Json;

namespace Guildhall.Testing;

/// <summary>What the API answered: status, headers, and the body as JSON (undefined when there is none).</summary>
public sealed record Answer(string Call, int Status, HttpResponseHeaders Headers, JsonElement Json, string Text)
{
    /// <summary>The error code of Discord's error body; 0 when there is none.</summary>
    public int Code => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : 0;

    /// <summary>The "id" of the body.</summary>
    public string Id => Property("id");

    /// <summary>A property of the body.</summary>
    public JsonElement this[string name] => Json.GetProperty(name);

    /// <summary>This answer, when it is a success.</summary>
    /// <exception cref="UnexpectedAnswerException">It is none.</exception>
    public Answer Ok() => Status is >= 200 and < 300 ? this : throw new UnexpectedAnswerException($"{Call} answered {Status}: {Text}");

    private string Property(string name) => Json.GetProperty(name).GetString() ?? throw new UnexpectedAnswerException($"{Call}: {name} is null");
}
