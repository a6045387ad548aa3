using System.Net;
using System.Net.Http.Json;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.VoiceLoad.Net;
using Guildhall.VoiceLoad.Rtc;

namespace Guildhall.VoiceLoad.Signalling;

/// <summary>Janus' videoroom over its HTTP API: publishers of sound, and subscribers who take all of them over one connection.</summary>
internal sealed class Janus : IDisposable
{
    private const int Room = 4242;

    // It gathers no candidates on the loopback device; packets to this machine's other address do not leave it either.
    private static readonly IPAddress Local = NetworkInterface.GetAllNetworkInterfaces()
        .Where(device => device.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(device => device.GetIPProperties().UnicastAddresses)
        .Select(address => address.Address).FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Uri _base;
    private readonly DtlsIdentity _identity;
    private readonly Dictionary<long, TaskCompletionSource<JsonElement>> _waiting = [];
    private readonly CancellationTokenSource _end = new();
    private readonly List<long> _feeds = [];
    private Uri _session;

    public Janus(Uri server, DtlsIdentity identity) => (_base, _session, _identity) = (server, server, identity);

    /// <summary>Opens a session and makes a room.</summary>
    public async Task Open(int publishers, CancellationToken cancel)
    {
        var session = await Post(_base, new JsonObject { ["janus"] = "create" }, cancel);
        _session = new Uri($"{_base}/{session.GetProperty("data").GetProperty("id").GetInt64()}");
        _ = Listen();
        var handle = await Attach(cancel);
        await Post(handle.Address, Message(new JsonObject
        {
            ["request"] = "create",
            ["room"] = Room,
            ["publishers"] = publishers,
            ["audiocodec"] = "opus",
            ["audiolevel_ext"] = true,
            ["audiolevel_event"] = false,
            ["notify_joining"] = false,
        }), cancel);
    }

    public async Task<WebPeer> Publish(int number, CancellationToken cancel)
    {
        var peer = NewPeer();
        var handle = await Attach(cancel);
        var joined = await Ask(handle, new JsonObject { ["request"] = "join", ["ptype"] = "publisher", ["room"] = Room, ["display"] = $"speaker {number}" }, null, cancel);
        _feeds.Add(Data(joined).GetProperty("id").GetInt64());
        var offer = new JsonObject { ["type"] = "offer", ["sdp"] = Descriptions.Microphone(peer, _identity.Fingerprint) };
        var answered = await Ask(handle, new JsonObject { ["request"] = "publish" }, offer, cancel);
        await Connect(peer, answered, cancel);
        return peer;
    }

    public async Task<WebPeer> Subscribe(CancellationToken cancel)
    {
        var peer = NewPeer();
        var handle = await Attach(cancel);
        var streams = new JsonArray([.. _feeds.Select(feed => (JsonNode)new JsonObject { ["feed"] = feed })]);
        var offered = await Ask(handle, new JsonObject { ["request"] = "join", ["ptype"] = "subscriber", ["room"] = Room, ["streams"] = streams }, null, cancel);
        var sdp = offered.GetProperty("jsep").GetProperty("sdp").GetString()!;
        var answer = new JsonObject { ["type"] = "answer", ["sdp"] = Descriptions.Accept(peer, _identity.Fingerprint, sdp) };
        _ = await Ask(handle, new JsonObject { ["request"] = "start" }, answer, cancel);
        await Connect(peer, offered, cancel);
        return peer;
    }

    public void Dispose()
    {
        _end.Cancel();
        _http.Dispose();
        _end.Dispose();
    }

    private static WebPeer NewPeer() => new() { Socket = Sockets.Open(Local), MidExtension = 0 };

    private async Task Connect(WebPeer peer, JsonElement message, CancellationToken cancel)
    {
        var remote = RemoteDescription.Parse(message.GetProperty("jsep").GetProperty("sdp").GetString()!);
        peer.PayloadType = remote.PayloadType;
        await peer.Connect(_identity, remote, cancel);
    }

    private async Task<(Uri Address, long Id)> Attach(CancellationToken cancel)
    {
        var attached = await Post(_session, new JsonObject { ["janus"] = "attach", ["plugin"] = "janus.plugin.videoroom" }, cancel);
        var id = attached.GetProperty("data").GetProperty("id").GetInt64();
        return (new Uri($"{_session}/{id}"), id);
    }

    /// <summary>Sends a request whose answer comes as an event of the handle.</summary>
    private async Task<JsonElement> Ask((Uri Address, long Id) handle, JsonObject body, JsonObject? description, CancellationToken cancel)
    {
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting) _waiting[handle.Id] = answer;
        var message = Message(body);
        if (description is not null) message["jsep"] = description;
        _ = await Post(handle.Address, message, cancel);
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(20), cancel);
    }

    private async Task<JsonElement> Post(Uri address, JsonObject body, CancellationToken cancel)
    {
        body["transaction"] = Guid.NewGuid().ToString("N");
        using var response = await _http.PostAsJsonAsync(address, body, cancel);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return answer.GetProperty("janus").GetString() == "error" ? throw new IOException($"Janus: {answer}") : answer;
    }

    private static JsonObject Message(JsonObject body) => new() { ["janus"] = "message", ["body"] = body };

    private static JsonElement Data(JsonElement message) => message.GetProperty("plugindata").GetProperty("data");

    /// <summary>Fetches events for as long as the session lives.</summary>
    private async Task Listen()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var events = await _http.GetFromJsonAsync<JsonElement>(new Uri($"{_session}?maxev=20"), _end.Token);
                foreach (var message in events.EnumerateArray()) Take(message);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            // Janus or the run has ended.
        }
    }

    private void Take(JsonElement message)
    {
        if (message.GetProperty("janus").GetString() != "event" || !message.TryGetProperty("sender", out var sender)) return;
        TaskCompletionSource<JsonElement>? waiting;
        lock (_waiting)
        {
            // Who else publishes is news to a publisher, not an answer.
            if (Data(message) is var data && data.TryGetProperty("publishers", out _) && data.GetProperty("videoroom").GetString() == "event") return;
            _waiting.Remove(sender.GetInt64(), out waiting);
        }

        if (Data(message).TryGetProperty("error", out var error)) waiting?.TrySetException(new IOException($"Janus: {error}"));
        else waiting?.TrySetResult(message);
    }
}
