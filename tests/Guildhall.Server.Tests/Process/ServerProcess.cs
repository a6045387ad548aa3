using System.Diagnostics;
using System.Globalization;

namespace Guildhall.Server.Tests.Process;

/// <summary>The real executable as a child process.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly System.Diagnostics.Process _process;
    private readonly Task<string> _errors;

    private ServerProcess(System.Diagnostics.Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>What came on the error stream; complete once the process has ended.</summary>
    public Task<string> Errors => _errors;

    public static ServerProcess Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "guildhall"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        return new ServerProcess(System.Diagnostics.Process.Start(start)!);
    }

    /// <summary>The line that names the address.</summary>
    public async Task<Uri> Serves()
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        line.ShouldNotBeNull();
        return new Uri(line.Split(' ')[^1]);
    }

    public async Task<string?> Line() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>Sends a signal, such as INT or TERM.</summary>
    public async Task Signal(string name)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Its threads that run now, on Linux: the name of each and how nice it is.</summary>
    public IReadOnlyList<(string Name, int Niceness)> Threads()
    {
        List<(string, int)> threads = [];
        foreach (var thread in new DirectoryInfo($"/proc/{_process.Id}/task").GetDirectories())
        {
            // "id (name) state ppid ... nice": the 17th field after the name.
            var stat = File.ReadAllText(Path.Combine(thread.FullName, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            threads.Add((stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..stat.LastIndexOf(')')], int.Parse(fields[16], CultureInfo.InvariantCulture)));
        }

        return threads;
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> Ended()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
