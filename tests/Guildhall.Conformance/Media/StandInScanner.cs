using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Guildhall.Conformance.Media;

/// <summary>Speaks clamd's protocol and knows one virus, the test file of EICAR: for machines without ClamAV, and for what a real one seldom does.</summary>
internal sealed class StandInScanner : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _work;

    public StandInScanner()
    {
        _listener.Start();
        _work = Serve();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Bytes after which it breaks off, like StreamMaxLength.</summary>
    public int MostBytes { get; set; } = int.MaxValue;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task Serve()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(await Judge(stream) + "\0"), _closing.Token);
        }
    }

    private async Task<string> Judge(NetworkStream stream)
    {
        var command = new byte["zINSTREAM\0".Length];
        await stream.ReadExactlyAsync(command, _closing.Token);
        if (!command.AsSpan().SequenceEqual("zINSTREAM\0"u8)) return "UNKNOWN COMMAND";
        using var content = new MemoryStream();
        var length = new byte[sizeof(uint)];
        while (true)
        {
            await stream.ReadExactlyAsync(length, _closing.Token);
            var chunk = new byte[BinaryPrimitives.ReadUInt32BigEndian(length)];
            if (chunk.Length == 0) break;
            await stream.ReadExactlyAsync(chunk, _closing.Token);
            content.Write(chunk);
            if (content.Length > MostBytes) return "INSTREAM size limit exceeded. ERROR";
        }

        return content.ToArray().AsSpan().IndexOf(Eicar.Bytes) >= 0 ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
    }
}
