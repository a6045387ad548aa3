using System.Text.Json;
using System.Text.Json.Nodes;
using Guildhall.Protocol;
using Guildhall.Voice.Dave;

namespace Guildhall.Voice.Tests.Dave;

/// <summary>A call of real clients around a delivery service, on a clock that moves when the test says so.</summary>
internal sealed class DaveCall : IAsyncDisposable
{
    public static readonly ChannelId Channel = new(new Snowflake(1_234_567_890_123_456_789));
    private readonly DaveyProcess _clients = DaveyProcess.Start();
    private readonly Dictionary<ulong, int> _members = [];
    private readonly Queue<JsonObject> _toServer = new();

    public DaveCall(E2eePolicy policy = E2eePolicy.Prefer) => Service = new(Channel, policy, Figures);

    public DaveFigures Figures { get; } = new();

    public DeliveryService Service { get; }

    public long NowMs { get; private set; } = 1000;

    public HashSet<ulong> Guarded { get; } = [];

    public List<(ulong User, int Code)> Closed { get; } = [];

    /// <summary>Everything that was sent to somebody.</summary>
    public List<DaveEffect.Send> Sent { get; } = [];

    /// <summary>What a client sends may be changed or dropped (null) on its way.</summary>
    public Func<ulong, int, byte[], byte[]?> OnWay { get; set; } = (_, _, body) => body;

    public async Task Join(ulong user, int maxVersion = 1)
    {
        var version = Service.Join(new UserId(user), maxVersion, NowMs);
        _members[user] = maxVersion;
        await Ask(Request("create", user, ("channel", Channel.ToString()), ("version", version)), Request("know", user), Request("know_all", user));
        await Deliver();
    }

    public async Task Leave(ulong user)
    {
        _members.Remove(user);
        Guarded.Remove(user);
        await Ask(Request("drop", user), Request("forget", user));
        Service.Leave(new UserId(user), NowMs);
        await Deliver();
    }

    /// <summary>Lets messages go to and fro, and time pass whenever none is left, until nothing is due.</summary>
    public async Task Settle()
    {
        for (var rounds = 0; rounds < 200; rounds++)
        {
            await Deliver();
            if (Service.NextDueMs is not { } due) return;
            NowMs = Math.Max(NowMs, due);
            Service.Tick(NowMs);
        }
        throw new TimeoutException("The call does not come to rest.");
    }

    /// <summary>Moves the clock, and does what is due by then.</summary>
    public async Task Pass(long milliseconds)
    {
        await Deliver();
        NowMs += milliseconds;
        Service.Tick(NowMs);
        await Deliver();
    }

    /// <summary>A client throws its group away and says so.</summary>
    public Task Spoil(ulong user, int transition) => Ask(Request("spoil", user, ("transition", transition)));

    /// <summary>Everybody is in one group with these and nobody else, and each is heard by all the others, byte for byte.</summary>
    public async Task IsEncrypted(params ulong[] users)
    {
        Service.Version.ShouldBe(1);
        var states = await Ask([.. users.Select(user => Request("state", user))]);
        var members = users.Select(user => user.ToString()).Order(StringComparer.Ordinal).ToList();
        foreach (var state in states)
        {
            state!["isReady"]!.GetValue<bool>().ShouldBeTrue();
            state["version"]!.GetValue<int>().ShouldBe(1);
            state["members"]!.AsArray().Select(member => member!.GetValue<string>()).ShouldBe(members);
        }
        states.Select(state => state!["authenticator"]!.GetValue<string>()).Distinct().Count().ShouldBe(1);
        foreach (var speaker in users)
        {
            var opus = Convert.ToBase64String(Frame(speaker));
            var sealed_ = (await Ask(Request("encrypt", speaker, ("packet", opus))))[0]!.GetValue<string>();
            Convert.FromBase64String(sealed_)[^2..].ShouldBe([0xFA, 0xFA]);
            foreach (var listener in users.Where(user => user != speaker))
            {
                (await Ask(Request("decrypt", listener, ("from", speaker.ToString()), ("packet", sealed_))))[0]!.GetValue<string>().ShouldBe(opus);
                Guarded.ShouldNotContain(listener);
            }
        }
    }

    /// <summary>Nobody encrypts, and everybody hears what is said.</summary>
    public async Task IsPlain(params ulong[] users)
    {
        Service.Version.ShouldBe(0);
        Guarded.ShouldBeEmpty();
        foreach (var speaker in users)
        {
            var opus = Convert.ToBase64String(Frame(speaker));
            (await Ask(Request("encrypt", speaker, ("packet", opus))))[0]!.GetValue<string>().ShouldBe(opus);
            foreach (var listener in users.Where(user => user != speaker))
            {
                (await Ask(Request("decrypt", listener, ("from", speaker.ToString()), ("packet", opus))))[0]!.GetValue<string>().ShouldBe(opus);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _clients.DisposeAsync();
        Service.Dispose();
    }

    private static byte[] Frame(ulong user)
    {
        var frame = new byte[160];
        new Random((int)user).NextBytes(frame);
        frame[0] = 0x78;
        return frame;
    }

    private static JsonObject Request(string what, ulong user, params (string Name, JsonNode Value)[] more)
    {
        var request = new JsonObject { ["do"] = what, ["user"] = user.ToString() };
        foreach (var (name, value) in more) request[name] = value;
        return request;
    }

    private async Task<IReadOnlyList<JsonNode?>> Ask(params JsonObject[] requests)
    {
        var (values, sent) = await _clients.Do(requests);
        foreach (var message in sent) _toServer.Enqueue(message);
        return values;
    }

    private async Task Deliver()
    {
        while (true)
        {
            var requests = Service.Take().Select(Handle).OfType<JsonObject>().ToArray();
            if (requests.Length > 0) await Ask(requests);
            if (_toServer.Count == 0) return;
            while (_toServer.TryDequeue(out var message)) Receive(message);
        }
    }

    private JsonObject? Handle(DaveEffect effect)
    {
        switch (effect)
        {
            case DaveEffect.Send send:
                Sent.Add(send);
                if (!_members.TryGetValue(send.To.Number, out var version) || version == 0) return null;
                return Request("frame", send.To.Number, ("op", (int)send.Opcode), send.IsBinary ? ("body", Convert.ToBase64String(send.Body)) : ("data", JsonNode.Parse(send.Body)!));
            case DaveEffect.Guard guard:
                if (guard.IsWithheld) Guarded.Add(guard.User.Number);
                else Guarded.Remove(guard.User.Number);
                return null;
            case DaveEffect.Close close:
                Closed.Add((close.User.Number, close.Code));
                return null;
            default:
                return null;
        }
    }

    private void Receive(JsonObject message)
    {
        var user = ulong.Parse(message["user"]!.GetValue<string>());
        var op = message["op"]!.GetValue<int>();
        if (message["body"] is { } body)
        {
            if (OnWay(user, op, Convert.FromBase64String(body.GetValue<string>())) is { } bytes) Service.Binary(new UserId(user), (DaveOpcode)op, bytes, NowMs);
        }
        else
        {
            if (OnWay(user, op, []) is not null) Service.Text(new UserId(user), (DaveOpcode)op, JsonSerializer.SerializeToElement(message["data"]), NowMs);
        }
    }
}
