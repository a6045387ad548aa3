using System.Collections.Concurrent;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;

namespace Guildhall.Testing;

/// <summary>
/// A server of a test's own: in this process, on a free port, on a temporary data folder, without rate limits unless asked
/// for. With GUILDHALL_URL in the environment the same stories run against the server there. An error that the server logs
/// and the test has not announced fails the test at disposal.
/// </summary>
public sealed class TestHouse : IAsyncDisposable
{
    private const string Password = "correct horse battery";
    private static int _people;
    private readonly ConcurrentDictionary<string, Lazy<Task<TestUser>>> _users = new();
    private readonly ServerOptions _options;
    private readonly TimeProvider? _time;
    private readonly bool _ownsFolder;
    private readonly HttpClient _http;
    private ServerHost? _server;

    private TestHouse(ServerOptions options, TimeProvider? time, bool ownsFolder, ServerHost? server, Uri baseUrl, LogWatch logs)
    {
        (_options, _time, _ownsFolder, _server, BaseUrl, Logs) = (options, time, ownsFolder, server, baseUrl, logs);
        _http = new HttpClient { BaseAddress = baseUrl };
    }

    public Uri BaseUrl { get; }

    /// <summary>The server's moment.</summary>
    public DateTimeOffset Now => (_time ?? TimeProvider.System).GetUtcNow();

    /// <summary>Where sessions connect.</summary>
    public Uri GatewayUrl => new UriBuilder(BaseUrl) { Scheme = BaseUrl.Scheme == "https" ? "wss" : "ws" }.Uri;

    /// <summary>What the server has logged.</summary>
    public LogWatch Logs { get; }

    /// <summary>The folder of the server's data.</summary>
    public string DataFolder => _options.DataFolder;

    /// <summary>Calls without a token.</summary>
    public ApiCaller Nobody => new(_http, null);

    /// <summary>The server's container; for tests that look behind the front door.</summary>
    public IServiceProvider Services => (_server ?? throw new InvalidOperationException("The server is another process.")).Services;

    /// <summary>Starts a server.</summary>
    /// <param name="change">Changes the options.</param>
    /// <param name="time">The server's clock; the system's when null.</param>
    public static async Task<TestHouse> Start(Func<ServerOptions, ServerOptions>? change = null, TimeProvider? time = null)
    {
        var logs = new LogWatch();
        if (Environment.GetEnvironmentVariable("GUILDHALL_URL") is { Length: > 0 } elsewhere)
            return new TestHouse(new(), time, ownsFolder: false, server: null, new Uri(elsewhere), logs);
        var options = new ServerOptions
        {
            DataFolder = Directory.CreateTempSubdirectory("guildhall-test-").FullName,
            Listen = ListenAddress.AnyPort,
            InsecureNoRateLimits = true,
            InsecureFastPasswords = true,
            LinkPreviews = false,
            VoiceUdpPort = 0,
            OverloadProtection = false,
            ReconnectMoment = TimeSpan.Zero,
            RoundTripMessages = Environment.GetEnvironmentVariable("GUILDHALL_ROUNDTRIP") == "1",
        };
        options = change?.Invoke(options) ?? options;
        var server = await ServerHost.Start(options, time, logs);
        return new TestHouse(options, time, ownsFolder: true, server, server.BaseUrl, logs);
    }

    /// <summary>Stops the server and starts another on the same data. People stay known; their sessions are gone.</summary>
    /// <param name="betweenTimes">What happens to the data while no server runs.</param>
    public async Task Restart(Action? betweenTimes = null)
    {
        if (_server is null) throw new InvalidOperationException("The server is another process.");
        await _server.DisposeAsync();
        betweenTimes?.Invoke();
        _server = await ServerHost.Start(_options with { Listen = _options.Listen with { Port = BaseUrl.Port } }, _time, Logs);
    }

    /// <summary>The person of this name: registered and connected at the first mention.</summary>
    public Task<TestUser> User(string name) => _users.GetOrAdd(name, key => new(() => Arrive(key))).Value;

    /// <summary>Registers a person without connecting.</summary>
    public async Task<TestUser> Register(string name)
    {
        // Another run may have taken the plain name on a server that lives on.
        var username = _server is null ? $"{name}{Environment.ProcessId}_{Interlocked.Increment(ref _people)}" : name;
        var registered = (await Nobody.Post("/auth/register", new { username, password = Password })).Ok();
        var token = registered["token"].GetString()!;
        var me = (await new ApiCaller(_http, token).Get("/users/@me")).Ok();
        return new TestUser(this, _http, username, me.Id, token, isBot: false);
    }

    /// <summary>A new guild and its first text channel.</summary>
    public async Task<(TestGuild Guild, TestChannel General)> CreateGuild(string owner, string name = "The workshop")
    {
        var user = await User(owner);
        var created = (await user.Post("/guilds", new { name })).Ok();
        var guild = new TestGuild(this, user, created.Id);
        await user.Gateway.Saw("GUILD_CREATE", seen => seen.GetProperty("id").GetString() == guild.Id);
        var channels = (await user.Get($"/guilds/{guild.Id}/channels")).Ok();
        var general = channels.Json.EnumerateArray().First(channel => channel.GetProperty("type").GetInt32() == 0);
        return (guild, new TestChannel(this, guild, general.GetProperty("id").GetString()!));
    }

    /// <summary>A bot of a person's own application, with its token.</summary>
    public async Task<TestUser> CreateBot(TestUser owner, string name)
    {
        var application = (await owner.Post("/applications", new { name })).Ok();
        var token = (await owner.Post($"/applications/{application.Id}/bot/reset", new { })).Ok()["token"].GetString()!;
        var me = (await new ApiCaller(_http, $"Bot {token}").Get("/users/@me")).Ok();
        return new TestUser(this, _http, name, me.Id, token, isBot: true);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // One who never arrived has failed the test already, and leaves no server or folder behind.
            foreach (var user in _users.Values.Select(user => user.Value))
            {
                await ((Task)user).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (user.IsCompletedSuccessfully) await (await user).DisposeAsync();
            }

            if (_server is not null) await _server.DisposeAsync();
        }
        finally
        {
            _http.Dispose();
            if (_ownsFolder) Directory.Delete(DataFolder, recursive: true);
        }

        if (Logs.StrayErrors is [var first, ..] stray)
            throw new UnexpectedAnswerException($"The server logged {stray.Count} errors; the first: {first}");
    }

    private async Task<TestUser> Arrive(string name)
    {
        var user = await Register(name);
        await user.Connect();
        return user;
    }
}
