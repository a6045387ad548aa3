using System.Net.WebSockets;
using System.Text.Json;

namespace Guildhall.Testing;

/// <summary>
/// A plain gateway client (JSON, no compression) that keeps every dispatch, so that a test can say what was seen and what
/// was not.
/// </summary>
public sealed class GatewayClient : IAsyncDisposable
{
    private const int AllIntents = 0x331_FFFF;
    private const int ArrivalRounds = 50; // each is a question, and a session may send 120 things a minute
    private const int ShortRounds = 10;
    private static readonly TimeSpan ArrivalPatience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Lock _gate = new();
    private readonly List<GatewayPayload> _seen = [];
    private readonly CancellationTokenSource _closing = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private Task _beating = Task.CompletedTask;
    private string? _guild;
    private string? _self;
    private int _barriers;

    private GatewayClient()
    {
    }

    /// <summary>The session's id, from READY.</summary>
    public string SessionId { get; private set; } = "";

    /// <summary>The sequence number of the latest dispatch.</summary>
    public long Sequence { get; private set; }

    /// <summary>The close code, once the server has closed the socket.</summary>
    public int? CloseCode { get; private set; }

    /// <summary>Everything received so far, in order.</summary>
    public IReadOnlyList<GatewayPayload> Seen
    {
        get
        {
            lock (_gate) return [.. _seen];
        }
    }

    /// <summary>Connects and waits for HELLO.</summary>
    public static async Task<GatewayClient> Open(Uri gateway)
    {
        var client = new GatewayClient();
        await client._socket.ConnectAsync(new Uri(gateway, "/?v=10&encoding=json"), CancellationToken.None);
        client._reading = client.Read();
        var hello = await client.Await("HELLO", payload => payload.Op == 10);
        client._beating = client.Beat(TimeSpan.FromMilliseconds(hello.Body.GetProperty("heartbeat_interval").GetInt32()));
        return client;
    }

    /// <summary>Identifies, and waits for READY and one GUILD_CREATE for each guild in it.</summary>
    public async Task Identify(string token, int? intents = null, (int Id, int Count)? shard = null, long? capabilities = null)
    {
        var (id, count) = shard ?? (0, 1);
        var properties = new { os = "linux", browser = "tests", device = "tests" };
        await Send(2, new { token, intents = intents ?? AllIntents, properties, shard = new[] { id, count }, capabilities = capabilities ?? 0 });
        var ready = await Saw("READY");
        SessionId = ready.GetProperty("session_id").GetString()!;
        _self = ready.GetProperty("user").GetProperty("id").GetString();
        foreach (var guild in ready.GetProperty("guilds").EnumerateArray())
        {
            _guild = guild.GetProperty("id").GetString();
            if (intents is null || (intents & 1) == 1) await Saw("GUILD_CREATE", created => created.GetProperty("id").GetString() == _guild);
        }
    }

    /// <summary>Takes up a session that another socket had.</summary>
    public Task Resume(string token, string sessionId, long sequence)
    {
        (SessionId, Sequence) = (sessionId, sequence);
        return Send(6, new { token, session_id = sessionId, seq = sequence });
    }

    /// <summary>Takes up the session of a client that has lost its socket.</summary>
    public Task Resume(string token, GatewayClient lost)
    {
        (_guild, _self) = (lost._guild, lost._self);
        return Resume(token, lost.SessionId, lost.Sequence);
    }

    /// <summary>Sends one payload.</summary>
    public async Task Send(int op, object? d)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new { op, d });
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, _closing.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The body of the first dispatch of this name that fits; waits for it.</summary>
    public async Task<JsonElement> Saw(string name, Func<JsonElement, bool>? fits = null) =>
        (await Await(name, payload => payload.Name == name && (fits is null || fits(payload.Body)))).Body;

    /// <summary>
    /// Fails when such a dispatch has come. Everything that was acknowledged before the call would have come by now: a
    /// question to the guild goes the same way behind it, and its answer is waited for.
    /// </summary>
    public async Task SawNo(string name, Func<JsonElement, bool>? fits = null)
    {
        await Settle();
        var stray = Seen.FirstOrDefault(payload => payload.Name == name && (fits is null || fits(payload.Body)));
        if (stray is not null) throw new UnexpectedAnswerException($"{name} was seen: {stray.Body}");
    }

    /// <summary>The first payload of this kind, also one without a name such as op 7.</summary>
    public async Task<GatewayPayload> Await(string what, Func<GatewayPayload, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (_seen.Find(payload => fits(payload)) is { } found) return found;
                if (CloseCode is not null) throw new UnexpectedAnswerException($"The socket closed with {CloseCode} before {what} came. {Summary()}");
                news = _news.Task;
            }

            try
            {
                await news.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new UnexpectedAnswerException($"{what} did not come. {Summary()}");
            }
        }
    }

    /// <summary>True when such a payload has come, or comes within the patience.</summary>
    private async Task<bool> Comes(Func<GatewayPayload, bool> fits, TimeSpan patience)
    {
        using var waiting = new CancellationTokenSource(patience);
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (_seen.Exists(payload => fits(payload))) return true;
                if (CloseCode is not null) throw new UnexpectedAnswerException($"The socket closed with {CloseCode}. {Summary()}");
                news = _news.Task;
            }

            try
            {
                await news.WaitAsync(waiting.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    /// <summary>Waits until the server has closed the socket.</summary>
    public async Task<int> Closed()
    {
        await _reading.WaitAsync(Patience);
        return CloseCode ?? 0;
    }

    /// <summary>Ends the session as a client does that will not come back.</summary>
    public async Task Leave()
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _closing.Token);
        }
        finally
        {
            _sending.Release();
        }

        await Closed();
    }

    /// <summary>Drops the socket without a word, as a lost connection does.</summary>
    public void Drop() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _beating;
        _socket.Dispose();
        _closing.Dispose();
        _sending.Dispose();
    }

    /// <summary>Waits until the guild of READY knows the session: for those who do not get its GUILD_CREATE.</summary>
    public async Task Arrive()
    {
        for (var round = 0; round < ArrivalRounds; round++)
        {
            var nonce = $"arrival-{Interlocked.Increment(ref _barriers)}";
            await Send(8, new { guild_id = _guild, user_ids = new[] { _self }, nonce });
            if (await Comes(payload => payload.Name == "GUILD_MEMBERS_CHUNK", round < ShortRounds ? ArrivalPatience : LongPatience)) return;
        }

        throw new UnexpectedAnswerException($"The guild does not know the session. {Summary()}");
    }

    /// <summary>Waits until everything that was acknowledged before the call has come: a question to the guild goes the same way behind it.</summary>
    public async Task Settle()
    {
        if (_guild is null)
        {
            var acks = Seen.Count(payload => payload.Op == 11);
            await Send(1, Sequence);
            await Await("a heartbeat's answer", _ => _seen.Count(payload => payload.Op == 11) > acks);
            return;
        }

        var nonce = $"barrier-{Interlocked.Increment(ref _barriers)}";
        await Send(8, new { guild_id = _guild, user_ids = new[] { _self }, nonce });
        await Saw("GUILD_MEMBERS_CHUNK", chunk => chunk.TryGetProperty("nonce", out var given) && given.GetString() == nonce);
    }

    private async Task Read()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16_384];
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, _closing.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await Answer();
                    break;
                }

                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                await Take(JsonSerializer.Deserialize<GatewayPayload>(message.ToArray())!);
                message.SetLength(0);
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A socket that ends without a close frame: CloseCode 1006, as browsers call it. One dropped between two reads is disposed of.
        }

        lock (_gate) CloseCode = (int?)_socket.CloseStatus ?? 1006;
        News();
    }

    // As every client does: on a busy machine a test may last longer than a silent socket lives.
    private async Task Beat(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token)) await Send(1, Sequence);
        }
        catch (Exception over) when (over is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The socket has closed; the reader says how.
        }
    }

    // A server that stops waits for the answer to its farewell.
    private async Task Answer()
    {
        await _sending.WaitAsync(_closing.Token);
        try
        {
            if (_socket.State == WebSocketState.CloseReceived) await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _closing.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Take(GatewayPayload payload)
    {
        lock (_gate)
        {
            if (payload.Sequence is { } sequence) Sequence = sequence;
            if (payload.Name == "GUILD_CREATE") _guild ??= payload.Body.GetProperty("id").GetString();
            _seen.Add(payload);
        }

        News();
        if (payload.Op == 1) await Send(1, Sequence);
    }

    private void News()
    {
        lock (_gate)
        {
            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private string Summary() => "Seen: " + string.Join(", ", Seen.Select(payload => payload.Name ?? $"op {payload.Op}"));
}
