using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Conformance.Mirror;

/// <summary>Calls that a history makes, remembered for the one who reads a failure. A refusal is fine; a failure of the server is not.</summary>
internal sealed class Deeds(Random random)
{
    private readonly List<string> _told = [];

    public IReadOnlyList<string> Told => _told;

    public async Task<Answer> Do(ApiCaller caller, HttpMethod method, string path, object? body = null)
    {
        var content = body as HttpContent
            ?? (body is null ? null : new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json"));
        var answer = await caller.Send(method, path, content);
        var text = body is null or HttpContent ? "" : JsonSerializer.Serialize(body);
        _told.Add($"{(caller as TestUser)?.Name} {method} {path} {text[..Math.Min(text.Length, 200)]} -> {answer.Status} {answer.Code}");
        if (answer.Status >= 500) throw new UnexpectedAnswerException(_told[^1]);
        return answer;
    }

    public void Tell(string what) => _told.Add(what);

    public string Word() => $"word{random.Next(1_000)}";
}
