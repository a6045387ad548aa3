using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Guildhall.VoiceLoad.Load;
using Guildhall.VoiceLoad.Net;
using Guildhall.VoiceLoad.Rtc;
using Guildhall.VoiceLoad.Signalling;

namespace Guildhall.VoiceLoad;

/// <summary>Brings everybody into the calls, and then runs the load.</summary>
internal static class Calls
{
    private const int JoinAtOnce = 24;

    public static async Task<int> OnGuildhall(HouseOptions house, LoadPlan plan, CancellationToken cancel)
    {
        using var identity = new DtlsIdentity();
        var tokens = await File.ReadAllLinesAsync(house.Tokens.FullName, cancel);
        var people = plan.Speakers + plan.Listeners;
        var peers = new LoadPeer[people * house.Channels.Length];
        var sockets = new JsonSocket[peers.Length * 2];
        if (tokens.Length < peers.Length) throw new InvalidOperationException($"{peers.Length} tokens are needed");
        await Parallel.ForAsync(0, peers.Length, new ParallelOptions { MaxDegreeOfParallelism = JoinAtOnce, CancellationToken = cancel }, async (index, token) =>
        {
            var isSpeaker = index % people < plan.Speakers;
            // Who speaks is deaf, so that every packet goes to the listeners alone.
            var seat = await MainGateway.Join(house.Server, tokens[index], house.Guild, house.Channels[index / people], isSpeaker, token);
            if (isSpeaker && house.IsStage) await Unsuppress(house, tokens[0], index == 0 ? "@me" : seat.User, house.Channels[index / people], token);
            (peers[index], sockets[index * 2]) = await Join(house, seat, identity, token);
            sockets[(index * 2) + 1] = seat.Gateway;
        });
        var speakers = peers.Index().Where(entry => entry.Index % people < plan.Speakers).Select(entry => new LoadSpeaker(entry.Item, entry.Index, plan.Listeners)).ToArray();
        return Finish(plan.Run(peers, speakers), peers);
    }

    public static async Task<int> OnJanus(Uri server, LoadPlan plan, CancellationToken cancel)
    {
        using var identity = new DtlsIdentity();
        using var janus = new Janus(server, identity);
        await janus.Open(plan.Speakers, cancel);
        List<LoadPeer> peers = [];
        for (var i = 0; i < plan.Speakers; i++) peers.Add(await janus.Publish(i, cancel));
        var speakers = peers.Select((peer, index) => new LoadSpeaker(peer, index, plan.Listeners)).ToArray();
        // At once, since each waits a second: Janus takes up a path after the first hello of DTLS has come and gone.
        var listeners = new LoadPeer[plan.Listeners];
        await Parallel.ForAsync(0, listeners.Length, new ParallelOptions { MaxDegreeOfParallelism = JoinAtOnce, CancellationToken = cancel }, async (index, token) => listeners[index] = await janus.Subscribe(token));
        peers.AddRange(listeners);
        return Finish(plan.Run([.. peers], speakers), [.. peers]);
    }

    public static async Task<int> OnEcho(int port, LoadPlan plan, CancellationToken cancel)
    {
        var peers = new LoadPeer[plan.Speakers];
        for (var i = 0; i < peers.Length; i++)
        {
            peers[i] = new PlainPeer { Socket = Sockets.Open(IPAddress.Loopback) };
            await peers[i].Socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        }

        return Finish(plan.Run(peers, [.. peers.Select((peer, index) => new LoadSpeaker(peer, index, 1))]), peers);
    }

    private static async Task<(LoadPeer Peer, JsonSocket Voice)> Join(HouseOptions house, Seat seat, DtlsIdentity identity, CancellationToken cancel)
    {
        if (house.AsBots) return await VoiceGateway.JoinAsBot(seat, cancel);
        var address = new UriBuilder(house.Server) { Path = "/voice", Query = "v=8" }.Uri;
        return await VoiceGateway.JoinAsBrowser(address, seat, identity, cancel);
    }

    // The first of the crowd owns the guild, and may let the others speak.
    private static async Task Unsuppress(HouseOptions house, string token, string user, string channel, CancellationToken cancel)
    {
        using var http = new HttpClient();
        var api = new UriBuilder(house.Server) { Scheme = house.Server.Scheme == "wss" ? "https" : "http", Path = $"/api/v10/guilds/{house.Guild}/voice-states/{user}" }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Patch, api) { Content = JsonContent.Create(new JsonObject { ["channel_id"] = channel, ["suppress"] = false }) };
        request.Headers.TryAddWithoutValidation("Authorization", token);
        using var response = await http.SendAsync(request, cancel);
        response.EnsureSuccessStatusCode();
    }

    private static int Finish(bool sound, LoadPeer[] peers)
    {
        foreach (var peer in peers) peer.Dispose();
        return sound ? 0 : 1;
    }
}
