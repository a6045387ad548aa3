using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Guildhall.Cluster.Relay;

namespace Guildhall.Gateway.Tests.Harness;

/// <summary>
/// A community of one guild: "user-7" is a person, "bot-7" a bot without privileged intents, everything else is refused.
/// Sessions see the audience <see cref="Everyone"/> and are welcomed with GUILD_CREATE.
/// </summary>
internal sealed class FakeBackend : IGatewayBackend
{
    public static readonly AudienceId Everyone = new(1);
    private readonly Channel<SessionRef> _ended = Channel.CreateBounded<SessionRef>(10_000);
    private readonly Channel<string> _commands = Channel.CreateBounded<string>(10_000);

    public ConcurrentQueue<IdentifyRequest> Identified { get; } = new();

    public ConcurrentDictionary<ulong, SessionRef> SessionOf { get; } = new();

    public ConcurrentDictionary<string, bool> Revoked { get; } = new();

    public IRelayTarget Relay { get; set; } = null!;

    /// <summary>What runs while an IDENTIFY is being decided.</summary>
    public Func<SessionRef, ValueTask> BeforeReady { get; set; } = _ => ValueTask.CompletedTask;

    /// <summary>Bytes of filling in READY.</summary>
    public int ReadyPadding { get; set; }

    /// <summary>Bytes of filling in GUILD_CREATE.</summary>
    public int WelcomePadding { get; set; }

    public bool ReadyFails { get; set; }

    public async ValueTask<IdentifyOutcome> Identify(IdentifyRequest request, SessionRef session, CancellationToken cancel)
    {
        Identified.Enqueue(request);
        var isBot = request.Token.StartsWith("bot-", StringComparison.Ordinal);
        if (!isBot && !request.Token.StartsWith("user-", StringComparison.Ordinal)) return new IdentifyOutcome.Refused(GatewayCloseCode.AuthenticationFailed);
        if (IdentifyOutcome.CheckIntents(request.Intents, isBot, Intents.None) is { } refused) return refused;
        var user = new UserId(ulong.Parse(request.Token[(request.Token.IndexOf('-', StringComparison.Ordinal) + 1)..]));
        SessionOf[user.Number] = session;
        await BeforeReady(session);
        var ready = $"{{\"v\":{request.ApiVersion},\"user\":{{\"id\":\"{user}\"}},\"guilds\":[],\"pad\":\"{new string('x', ReadyPadding)}\"}}";
        return new IdentifyOutcome.Accepted(user, isBot, isBot ? request.Intents!.Value : Intents.All, Encoding.UTF8.GetBytes(ready));
    }

    public ValueTask SessionReady(SessionRef session, UserId user, CancellationToken cancel)
    {
        if (ReadyFails) throw new InvalidOperationException("no guilds today");
        return Relay.Post(new RelayMessage.Subscribe(session, [Everyone], Events.Of("GUILD_CREATE", $"{{\"id\":\"1\",\"pad\":\"{new string('x', WelcomePadding)}\"}}", Intents.Guilds)), cancel);
    }

    public ValueTask SessionEnded(SessionRef session, UserId user, CancellationToken cancel) => _ended.Writer.WriteAsync(session, cancel);

    public ValueTask UpdatePresence(SessionRef session, UserId user, JsonElement presence, CancellationToken cancel) =>
        _commands.Writer.WriteAsync("presence " + presence.GetRawText(), cancel);

    public ValueTask RequestMembers(SessionRef session, UserId user, JsonElement request, CancellationToken cancel) =>
        _commands.Writer.WriteAsync("members " + request.GetRawText(), cancel);

    public ValueTask Command(SessionRef session, UserId user, GatewayOpcode op, JsonElement request, CancellationToken cancel) =>
        _commands.Writer.WriteAsync($"{(int)op} " + request.GetRawText(), cancel);

    /// <summary>Remembers what was revoked, so that a RESUME need not ask.</summary>
    public bool RemembersTokens { get; set; } = true;

    /// <summary>How often <see cref="TokenIsValid"/> was asked.</summary>
    public int TokenQuestions;

    public long TokensAsOf => 0;

    public bool IsTokenStillValid(string token, UserId user, long since) => RemembersTokens && since >= 0 && !Revoked.ContainsKey(token);

    public ValueTask<bool> TokenIsValid(string token, UserId user, CancellationToken cancel)
    {
        Interlocked.Increment(ref TokenQuestions);
        return new(!Revoked.ContainsKey(token));
    }

    /// <summary>The next session that ended.</summary>
    public Task<SessionRef> NextEnded() => _ended.Reader.ReadAsync().AsTask().WaitAsync(GatewayHouse.Patience);

    /// <summary>The next op 3 or 8, or the next command with its number.</summary>
    public Task<string> NextCommand() => _commands.Reader.ReadAsync().AsTask().WaitAsync(GatewayHouse.Patience);
}
