using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Guildhall.Gateway;
using Guildhall.Gateway.Compression;
using Guildhall.Gateway.Connections;

namespace Guildhall.Million;

/// <summary>The clients of the crowd: they identify, look, and heartbeat, each over a connection of its own.</summary>
internal sealed class People(GatewayService gateway, Mix mix, string[] tokens)
{
    private const int AtOnce = 32;
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(40);
    private const long BotIntents = 53_608_447; // all of them
    private readonly InProcessSocket[] _sockets = new InProcessSocket[mix.Connected];

    public IReadOnlyList<InProcessSocket> Sockets => _sockets;

    /// <summary>Everybody identifies; an answer other than a session is an error.</summary>
    public Task Connect() => Parallel.ForEachAsync(Enumerable.Range(0, mix.Connected), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, Identify);

    /// <summary>Those who look open the guild (op 37).</summary>
    public async Task Look()
    {
        for (var i = 0; i < mix.Connected; i++)
        {
            if (!mix.Looks(i)) continue;
            var ranges = i % 10 == 0 ? $"[0,99],[{i * 10},{(i * 10) + 99}]" : "[0,99]";
            await Send(i, GatewayOpcode.GuildSubscriptionsBulk,
                $"{{\"subscriptions\":{{\"{mix.Guild}\":{{\"typing\":true,\"activities\":true,\"threads\":true,\"channels\":{{\"{mix.Busy}\":[{ranges}]}}}}}}}}");
        }
    }

    /// <summary>What a member shows (op 3).</summary>
    public ValueTask Show(int index, string status)
    {
        var payload = Read(Encoding.UTF8.GetBytes($"{{\"op\":3,\"d\":{{\"status\":\"{status}\",\"activities\":[],\"since\":null,\"afk\":false}}}}"));
        var row = _sockets[index].Row!;
        return gateway.Backend.UpdatePresence(row.Address, row.User, payload.Data, CancellationToken.None);
    }

    /// <summary>Heartbeats of everybody, spread evenly over the interval as a crowd's are, until cancelled.</summary>
    public async Task Live(CancellationToken cancel)
    {
        const int ticks = 100;
        using var part = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ticks));
        var began = Stopwatch.GetTimestamp();
        for (var (beaten, all) = (0L, (long)_sockets.Length); await part.WaitForNextTickAsync(cancel);)
        {
            var due = (long)(Stopwatch.GetElapsedTime(began) / HeartbeatInterval * all);
            for (; beaten < due; beaten++) _sockets[beaten % all]?.Heartbeat();
        }
    }

    private ValueTask Send(int index, GatewayOpcode op, string data)
    {
        var payload = Read(Encoding.UTF8.GetBytes($"{{\"op\":{(int)op},\"d\":{data}}}"));
        var row = _sockets[index].Row!;
        return gateway.Backend.Command(row.Address, row.User, op, payload.Data, CancellationToken.None);
    }

    private async ValueTask Identify(int index, CancellationToken cancel)
    {
        // Phones and browsers speak zlib-stream, desktops zstd-stream, bots JSON as it is.
        var (browser, compress) = (index % 3) switch
        {
            0 => ("Discord Android", "zlib-stream"),
            1 => ("Discord Client", ZstdSplice.IsAvailable ? "zstd-stream" : "zlib-stream"),
            _ => ("Firefox", "zlib-stream"),
        };
        var isBot = Mix.IsBot(index);
        var upgrade = new UpgradeRequest("", "chat.example.org", true, isBot ? "v=10&encoding=json" : $"v=9&encoding=json&compress={compress}");
        var capabilities = mix.FormOf(index) == default ? 0 : 1 << 14;
        var identify = JsonSerializer.SerializeToUtf8Bytes(new
        {
            op = 2,
            d = new { token = tokens[index], capabilities, intents = isBot ? (long?)BotIntents : null, properties = new { os = "", browser, device = "" } },
        });
        var payload = Read(identify);
        var socket = new InProcessSocket(upgrade.Format);
        if (await new Introduction(gateway, socket, upgrade).Begin(payload) is not { Row: not null }) throw new InvalidOperationException($"member {index} got no session");
        _sockets[index] = socket;
        tokens[index] = ""; // its client's, and none of the server's memory
    }

    private static ClientPayload Read(byte[] json) => ClientPayload.TryParse(json, out var payload) ? payload : throw new InvalidOperationException("no payload");
}
