using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Guildhall.VoiceLoad.Signalling;

/// <summary>A WebSocket with op codes: what comes waits for who asks, and heartbeats go out by themselves.</summary>
internal sealed class JsonSocket : IAsyncDisposable
{
    private const int Waiting = 256;
    private const int LargestMessage = 16 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly Channel<JsonElement> _messages = Channel.CreateBounded<JsonElement>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });

    private Task _reading = Task.CompletedTask;
    private Task _beating = Task.CompletedTask;

    /// <summary>The newest sequence number, for heartbeats and resumes.</summary>
    public int Sequence { get; private set; } = -1;

    public Task Closed => _reading;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Opens it; any certificate is taken, since the server's own authority is nobody else's.</summary>
    public static async Task<JsonSocket> Open(Uri address, CancellationToken cancel)
    {
        var socket = new JsonSocket();
        // -- the load measures one server on this machine, which made its certificate itself.
        socket._socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        await socket._socket.ConnectAsync(address, cancel);
        socket._reading = socket.Read();
        return socket;
    }

    public async Task Send(int op, JsonNode? data, CancellationToken cancel = default)
    {
        var bytes = Encoding.UTF8.GetBytes(new JsonObject { ["op"] = op, ["d"] = data }.ToJsonString());
        await _sending.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, cancel);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message that is asked for; others before it are forgotten.</summary>
    /// <exception cref="IOException">The server closes first.</exception>
    /// <exception cref="TimeoutException">It does not come in time.</exception>
    public async Task<JsonElement> Next(Func<JsonElement, bool> wanted, CancellationToken cancel, TimeSpan? patience = null)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(patience ?? Patience);
        var passed = new List<string>();
        try
        {
            while (true)
            {
                var message = await _messages.Reader.ReadAsync(late.Token);
                if (wanted(message)) return message;
                passed.Add(message.ToString()[..Math.Min(160, message.ToString().Length)]);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"waited in vain; what came instead: {string.Join(" | ", passed)}");
        }
        catch (ChannelClosedException)
        {
            throw new IOException($"the server has closed the socket: {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}");
        }
    }

    public Task<JsonElement> NextOp(int op, CancellationToken cancel) => Next(message => message.GetProperty("op").GetInt32() == op, cancel);

    /// <summary>Beats from now on, with what the op code's data is to be.</summary>
    public void Beat(TimeSpan every, int op, Func<JsonNode?> data) => _beating = Task.Run(async () =>
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token)) await Send(op, data(), _end.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The socket has ended.
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Dispose();
        await _reading;
        await _beating;
        _end.Dispose();
        _sending.Dispose();
    }

    private async Task Read()
    {
        var buffer = new byte[16 * 1024];
        var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), _end.Token);
                if (part.MessageType == WebSocketMessageType.Close) break;
                if (message.Length + part.Count > LargestMessage) break;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                if (part.MessageType == WebSocketMessageType.Text) Take(message.GetBuffer().AsMemory(0, (int)message.Length));
                message.SetLength(0);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The socket has ended.
        }

        _messages.Writer.TryComplete();
    }

    private void Take(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement.Clone();
        if (root.TryGetProperty("seq", out var seq) || (root.TryGetProperty("s", out seq) && seq.ValueKind == JsonValueKind.Number)) Sequence = seq.GetInt32();
        _messages.Writer.TryWrite(root);
    }
}
