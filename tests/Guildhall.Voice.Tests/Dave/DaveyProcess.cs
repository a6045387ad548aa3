using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Guildhall.Voice.Tests.Dave;

/// <summary>A Node process with any number of clients whose encryption is the real @snazzah/davey.</summary>
internal sealed class DaveyProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DaveyProcess(Process process) => _process = process;

    public static DaveyProcess Start()
    {
        var folder = Path.Combine(Root(), "tests", "voice");
        Directory.Exists(Path.Combine(folder, "node_modules", "@snazzah", "davey")).ShouldBeTrue("run `npm ci --prefix tests/voice` first");
        var start = new ProcessStartInfo("node", Path.Combine(folder, "dave", "clients.mjs"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Has the clients do all of this in order.</summary>
    public async Task<(IReadOnlyList<JsonNode?> Values, IReadOnlyList<JsonObject> Sent)> Do(params JsonObject[] requests)
    {
        await _process.StandardInput.WriteLineAsync(new JsonArray([.. requests]).ToJsonString());
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("the clients' process has ended");
        var answer = JsonNode.Parse(line)!;
        var values = new List<JsonNode?>();
        foreach (var one in answer["answers"]!.AsArray())
        {
            one!["error"]?.GetValue<string>().ShouldBeNull();
            values.Add(one["value"]);
        }
        return (values, [.. answer["sent"]!.AsArray().Select(sent => sent!.AsObject())]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Guildhall.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Guildhall.slnx");
        return folder;
    }
}
