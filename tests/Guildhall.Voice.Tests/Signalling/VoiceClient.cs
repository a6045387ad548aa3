using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text.Json;
using Guildhall.Testing;

namespace Guildhall.Voice.Tests.Signalling;

/// <summary>A plain client of the voice gateway that keeps what it is told.</summary>
internal sealed class VoiceClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _web = new();
    private readonly Lock _lock = new();
    private readonly List<JsonElement> _seen = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;

    public int? CloseCode { get; private set; }

    /// <summary>The number of the latest message.</summary>
    public long Sequence => Seen.Select(static message => message.TryGetProperty("seq", out var seq) ? seq.GetInt64() : -1).DefaultIfEmpty(-1).Max();

    public IReadOnlyList<JsonElement> Seen
    {
        get
        {
            lock (_lock) return [.. _seen];
        }
    }

    public static async Task<VoiceClient> Open(TestHouse house, string path = "/?v=8")
    {
        var client = new VoiceClient();
        await client._web.ConnectAsync(new Uri(house.GatewayUrl, path), CancellationToken.None);
        client._reading = client.Read();
        await client.Saw(8);
        return client;
    }

    public Task Send(int op, object? d) => SendText(JsonSerializer.Serialize(new { op, d }));

    public Task SendText(string text) => _web.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SendBinary(params byte[] bytes) => _web.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None);

    /// <summary>The d of the first message of this op that fits; waits for it.</summary>
    public async Task<JsonElement> Saw(int op, Func<JsonElement, bool>? fits = null)
    {
        while (true)
        {
            Task news;
            lock (_lock)
            {
                foreach (var message in _seen)
                {
                    if (message.GetProperty("op").GetInt32() == op && (fits is null || fits(message.GetProperty("d")))) return message.GetProperty("d");
                }

                if (CloseCode is not null) throw new UnexpectedAnswerException($"closed with {CloseCode} before op {op}; seen {string.Join(' ', _seen)}");
                news = _news.Task;
            }

            try
            {
                await news.WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                throw new UnexpectedAnswerException($"op {op} did not come; seen {string.Join(' ', Seen)}");
            }
        }
    }

    /// <summary>What has come of an op by now: a heartbeat goes the same way behind what the client said, but not behind its room.</summary>
    public IReadOnlyList<JsonElement> All(int op) => [.. Seen.Where(message => message.GetProperty("op").GetInt32() == op).Select(static message => message.GetProperty("d"))];

    public async Task<int> Closed()
    {
        await _reading.WaitAsync(Patience);
        return CloseCode!.Value;
    }

    public void Drop() => _web.Abort();

    public async ValueTask DisposeAsync()
    {
        _web.Abort();
        await _reading;
        _web.Dispose();
    }

    private async Task Read()
    {
        var buffer = new byte[65_536];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _web.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _web.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    break;
                }

                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                var read = part.MessageType == WebSocketMessageType.Binary ? OfBinary(message.ToArray()) : JsonDocument.Parse(message.ToArray()).RootElement;
                message.SetLength(0);
                lock (_lock) _seen.Add(read);
                News();
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Ended without a word; one dropped between two reads is disposed of.
        }

        lock (_lock) CloseCode = (int?)_web.CloseStatus ?? 1006;
        News();
    }

    // A binary message as if it had come in JSON, its body in base64.
    private static JsonElement OfBinary(byte[] bytes) =>
        JsonSerializer.SerializeToElement(new { op = (int)bytes[2], d = Convert.ToBase64String(bytes, 3, bytes.Length - 3), seq = BinaryPrimitives.ReadUInt16BigEndian(bytes) });

    private void News()
    {
        lock (_lock)
        {
            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
