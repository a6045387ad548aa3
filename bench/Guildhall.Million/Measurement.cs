using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Guildhall.Community;
using Guildhall.Community.Guild;
using Guildhall.Community.Members.Lists;
using Guildhall.Community.Presence;
using Guildhall.Community.ReadStates;
using Guildhall.Gateway;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Million;

/// <summary>What is measured, in order; prints rows for bench/RESULTS.md.</summary>
internal sealed class Measurement : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ListsRest = TimeSpan.FromSeconds(2);
    private readonly Mix _mix;
    private readonly CommunityServices _house;
    private readonly GatewayService _gateway;
    private readonly People _people;
    private readonly HttpClient _owner;
    private readonly Random _random = new(3);

    private Measurement(Mix mix, ServerHost server, string[] tokens)
    {
        _mix = mix;
        _house = server.Services.GetRequiredService<CommunityServices>();
        _gateway = server.Services.GetRequiredService<GatewayService>();
        _people = new People(_gateway, mix, tokens);
        _owner = new HttpClient { BaseAddress = new Uri(server.BaseUrl, "/api/v10/") };
        _owner.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", tokens[0]);
    }

    public static async Task Run(string folder, Mix mix)
    {
        var tokens = await File.ReadAllLinesAsync(MillionSeed.TokensOf(folder));
        var options = new ServerOptions
        {
            DataFolder = folder,
            Listen = ListenAddress.AnyPort,
            InsecureNoRateLimits = true,
            VoiceUdpPort = 0,
            KeepSessions = false,
            ReconnectMoment = TimeSpan.Zero,
        };
        await using var server = await ServerHost.Start(options);
        using var measurement = new Measurement(mix, server, tokens);
        using var end = new CancellationTokenSource();
        var living = measurement._people.Live(end.Token);
        await measurement.All();
        await end.CancelAsync();
        await living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _owner.Dispose();

    private async Task All()
    {
        await Cost($"load of {_mix.Members:N0} members", 1, async () => await Settle());
        Memory("nobody connected");
        await Cost($"{_mix.Connected:N0} members identify, READY and GUILD_CREATE included", _mix.Connected, _people.Connect);
        Memory($"{_mix.Connected:N0} connected, this moment");
        await Cost($"{_mix.Looking:N0} of them open the guild and its member list", _mix.Looking, async () =>
        {
            await _people.Look();
            await Settle();
        });
        await Calm();
        await Events();
        await Lists();
        Memory("after the events");

        // Users' actors leave after half a minute, and a quiet server gives back.
        await Task.Delay(Rest);
        Memory($"after {Rest.TotalSeconds:N0} s of heartbeats alone");
        var lost = _people.Sockets.Count(socket => !socket.IsOpen);
        var metrics = _gateway.Metrics;
        if (lost > 0 || metrics.Faults > 0) throw new InvalidOperationException($"{lost:N0} connections were ended, {metrics.Faults} faults");
        Row("sessions at the end", $"{metrics.Sockets:N0}", "", string.Create(CultureInfo.InvariantCulture,
            $"of {_mix.Connected:N0}; {metrics.Deliveries:N0} dispatches, {metrics.Bytes / 1e6:N0} MB; bots {Mix.Bots}, looking {_mix.Looking:N0}, wanting everything {_mix.Eager:N0}, the rest elsewhere"));
    }

    private async Task Events()
    {
        var everyone = _mix.Connected;
        var topic = 0;
        await Event("warm-up: a message", "MESSAGE_CREATE", _mix.Active, 50, () => Say("hello"), isTold: false);
        await Event("a message in a channel that all may read, to those who look", "MESSAGE_CREATE", _mix.Active, 50, () => Say("one of many messages that somebody says in the course of a day"));
        await Event("warm-up: a reaction", "MESSAGE_REACTION_ADD", _mix.Active, 3, React, isTold: false);
        _liked = null;
        await Say("one more to like");
        await Calm();
        await Event("a reaction", "MESSAGE_REACTION_ADD", _mix.Active, 20, React);
        await Event("warm-up: typing", "TYPING_START", null, 3, Type, isTold: false);
        await Event("somebody types", "TYPING_START", null, 20, Type);
        await Event("warm-up: a channel changes", "CHANNEL_UPDATE", everyone, 3, () => Topic(++topic), isTold: false);
        await Event("a channel changes, told to everybody", "CHANNEL_UPDATE", everyone, 10, () => Topic(++topic));
        await Event("warm-up: @everyone", "MESSAGE_CREATE", everyone, 2, () => Say("@everyone listen"), isTold: false);
        await Event("@everyone, told to everybody", "MESSAGE_CREATE", everyone, 5, () => Say("@everyone look"));
        await Event("warm-up: a role", "GUILD_MEMBER_UPDATE", null, 3, Promote, isTold: false);
        await Event("a member gets a role that is shown apart", "GUILD_MEMBER_UPDATE", null, 20, Promote);
    }

    private async Task Lists()
    {
        const int changes = 2_000;
        await Cost("a presence changes, from op 3 through the user's actor to the guild's", changes, async () =>
        {
            for (var i = 0; i < changes; i++) await _people.Show(_random.Next(_mix.Connected), _random.Next(2) == 0 ? "idle" : "dnd");
            await Settle();
        });
        async Task Show(IEnumerable<int> members, string one, string other)
        {
            foreach (var member in members) await _people.Show(member, _random.Next(2) == 0 ? one : other);
            await Settle();
            await Task.Delay(20); // through the users' actors
        }

        await Event("presences of 100 members are told to bots", "PRESENCE_UPDATE", null, 10, () => Flush(new FlushPresences()),
            prepare: () => Show(Enumerable.Range(0, 100).Select(_ => _random.Next(_mix.Connected)), "idle", "dnd"));

        // Those who head the list, so all who look at its first hundred are told: from op 3, after a quiet time, with the moment in which changes are
        // collected. Whoever looks at another part of the list as well, which moves with the top, is told of that soon after.
        async Task Move()
        {
            for (var i = 0; i < 20; i++) await _people.Show(_mix.Top(_random.Next(100)), _random.Next(2) == 0 ? "invisible" : "online");
        }

        await Event("warm-up: member lists", "GUILD_MEMBER_LIST_UPDATE", null, 3, Move, isTold: false, quiet: ListsRest);
        await Event("20 come or go at the top of the member list, told to all who see it", "GUILD_MEMBER_LIST_UPDATE", null, 10, Move, quiet: ListsRest);
    }

    private async Task Flush(IGuildCommand command)
    {
        await _house.Guilds.Tell(_mix.Guild, command, CancellationToken.None);
        await Settle();
    }

    private static async Task Event(string what, string dispatch, long? expected, int times, Func<Task> cause, bool isTold = true, Func<Task>? prepare = null, TimeSpan? quiet = null)
    {
        List<double> took = [];
        var deliveries = 0L;
        var cpu = Cpu();
        var slowest = (Ms: 0.0, Paused: TimeSpan.Zero);
        for (var i = 0; i < times; i++)
        {
            if (prepare is not null) await prepare();
            var paused = GC.GetTotalPauseDuration();
            var (ms, got) = await Watch.Take(dispatch, expected, cause, quiet);
            paused = GC.GetTotalPauseDuration() - paused;
            if (ms > slowest.Ms) slowest = (ms, paused);
            took.Add(ms);
            deliveries += got;
        }

        if (!isTold) return;
        took.Sort();
        Row(what, $"at most {took[^1]:F1} ms", $"{(Cpu() - cpu).TotalMilliseconds / times:F1} ms CPU each", string.Create(CultureInfo.InvariantCulture,
            $"p50 {took[times / 2]:F1} ms of {times}, from the request to the last connection that has it; {deliveries / times:N0} deliveries each; collections took {slowest.Paused.TotalMilliseconds:F0} ms while it was slowest{(expected is null ? "" : ", none missing")}"));
    }

    private Task Say(string text) => Post(HttpMethod.Post, $"channels/{_mix.Busy}/messages", $"{{\"content\":\"{text}\",\"allowed_mentions\":{{\"parse\":[\"everyone\"]}}}}");

    private Task Type() => Post(HttpMethod.Post, $"channels/{_mix.Busy}/typing", "{}");

    private Task Topic(int number) => Post(HttpMethod.Patch, $"channels/{_mix.Busy}", $"{{\"topic\":\"number {number}\"}}");

    private int _promoted = 100;

    private Task Promote() => Post(HttpMethod.Put, $"guilds/{_mix.Guild}/members/{Mix.User(++_promoted)}/roles/{_mix.Captains}", null);

    private int _reactions;
    private string? _liked;

    private async Task React()
    {
        _liked ??= (await Latest());
        await Post(HttpMethod.Put, $"channels/{_mix.Busy}/messages/{_liked}/reactions/{Uri.EscapeDataString(char.ConvertFromUtf32(0x1F400 + _reactions++))}/@me", null);
    }

    private async Task<string> Latest()
    {
        var page = await _owner.GetStringAsync($"channels/{_mix.Busy}/messages?limit=1");
        using var json = System.Text.Json.JsonDocument.Parse(page);
        return json.RootElement[0].GetProperty("id").GetString()!;
    }

    private async Task Post(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await _owner.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    // The guild has done what it was told before.
    private async Task Settle()
    {
        var answer = await _house.Guilds.Ask(_mix.Guild, new AckMessage.MayRead(_mix.Busy, new Caller(Mix.User(0), false)), CancellationToken.None);
        if (!answer.IsOk) throw new InvalidOperationException(answer.Failure.Message);
    }

    // What was under way has been sent.
    private async Task Calm()
    {
        for (var (last, same) = (-1L, 0); same < 20; same = _gateway.Metrics.Deliveries == last ? same + 1 : 0)
        {
            last = _gateway.Metrics.Deliveries;
            await Task.Delay(50);
        }
    }

    private static async Task Cost(string name, int count, Func<Task> work)
    {
        var cpu = Cpu();
        var clock = Stopwatch.StartNew();
        await work();
        Row(name, $"{clock.Elapsed.TotalSeconds:N1} s", $"{(Cpu() - cpu).TotalMicroseconds / count:N1} µs CPU each", $"{count:N0}");
    }

    private static void Memory(string name)
    {
        var status = File.ReadAllLines("/proc/self/status");
        long Of(string field) => long.Parse(status.First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        var heap = GC.GetGCMemoryInfo();
        Row($"memory, {name}", $"{Of("VmRSS:"):N0} MiB resident", "", string.Create(CultureInfo.InvariantCulture,
            $"at most {Of("VmHWM:"):N0} MiB so far; managed heap {GC.GetTotalMemory(false) >> 20:N0} MiB, {heap.HeapSizeBytes >> 20:N0} after the last collection, {heap.TotalCommittedBytes >> 20:N0} committed; mapped files {Of("RssFile:"):N0} MiB"));
    }

    private static TimeSpan Cpu()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }

    private static void Row(string name, string measured, string cpu, string note) => Console.WriteLine($"| million: {name} | {measured} | {cpu} | {note} |");
}
