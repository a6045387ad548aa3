using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Guildhall.Testing;

namespace Guildhall.Conformance.Media;

/// <summary>ClamAV's daemon itself, with a database of one signature, so that it starts at once.</summary>
internal sealed class RealScanner : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private RealScanner(int port)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "test.ndb"), $"Eicar-Test-Signature:0:*:{Convert.ToHexStringLower(Eicar.Bytes)}\n");
        var configuration = Path.Combine(_folder.Path, "clamd.conf");
        File.WriteAllText(configuration, $"Foreground yes\nTCPSocket {port}\nTCPAddr 127.0.0.1\nDatabaseDirectory {_folder.Path}\nTemporaryDirectory {_folder.Path}\n");
        Address = $"127.0.0.1:{port}";
        _process = Process.Start(new ProcessStartInfo(Program!, ["--config-file", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it is installed; null when it is not.</summary>
    public static string? Program { get; } = new[] { "/usr/sbin/clamd", "/usr/local/sbin/clamd" }.FirstOrDefault(File.Exists);

    public string Address { get; }

    public static async Task<RealScanner> Start(CancellationToken cancel)
    {
        var scanner = new RealScanner(FreePort());
        while (!await scanner.Answers(cancel)) await Task.Delay(50, cancel);
        return scanner;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> Answers(CancellationToken cancel)
    {
        if (_process.HasExited) throw new InvalidOperationException("clamd ended.");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse(Address), cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
