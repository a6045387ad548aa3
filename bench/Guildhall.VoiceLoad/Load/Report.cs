using System.Text.Json;

namespace Guildhall.VoiceLoad.Load;

/// <summary>Results as lines of JSON, one for each rate.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Write(StepResult result) => Console.WriteLine(JsonSerializer.Serialize(result, Options));
}
