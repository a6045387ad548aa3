using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Guildhall.Conformance.Accounts;

/// <summary>Takes mail by SMTP, one connection after another.</summary>
internal sealed class TinySmtpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TinySmtpServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next mail: who it is for, and its text.</summary>
    public async Task<(string To, string Body)> Receive()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var client = await _listener.AcceptTcpClientAsync(deadline.Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 tiny");
        var (to, data) = ("", new List<string>());
        while (await reader.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith("RCPT TO:", StringComparison.Ordinal)) to = line["RCPT TO:".Length..];
            if (line == "QUIT") break;
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                while (await reader.ReadLineAsync(deadline.Token) is { } text && text != ".") data.Add(text);
                await writer.WriteLineAsync("250 taken");
                break;
            }

            await writer.WriteLineAsync("250 fine");
        }

        var body = string.Concat(data.SkipWhile(text => text.Length > 0));
        return (to, Encoding.UTF8.GetString(Convert.FromBase64String(body)));
    }

    public void Dispose() => _listener.Dispose();
}
