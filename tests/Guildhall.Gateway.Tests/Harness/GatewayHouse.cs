using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Guildhall.Cluster.Placement;
using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Connections.Loops;
using Guildhall.Gateway.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Gateway.Tests.Harness;

/// <summary>A server with nothing but a gateway, on a free port. An error in its log fails the test.</summary>
internal sealed class GatewayHouse : IAsyncDisposable
{
    /// <summary>How long a test waits for what must come; far beyond what it takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Who owns the sockets: what a server takes of itself, or what GUILDHALL_GATEWAY_TRANSPORT says.</summary>
    public static readonly GatewayTransport Transport =
        Enum.Parse<GatewayTransport>(Environment.GetEnvironmentVariable("GUILDHALL_GATEWAY_TRANSPORT") ?? nameof(GatewayTransport.Auto), ignoreCase: true);

    /// <summary>Set with GUILDHALL_GATEWAY_TLS=1: every test's clients come over TLS, and Kestrel owns the sockets unless a test wants loops.</summary>
    public static readonly bool HasTls = Environment.GetEnvironmentVariable("GUILDHALL_GATEWAY_TLS") is "1";

    /// <summary>What stands behind "http" and "ws" in addresses.</summary>
    public static readonly string SchemeEnd = HasTls ? "s" : "";

    private static readonly bool HasPrivateDescriptors = Environment.GetEnvironmentVariable("GUILDHALL_GATEWAY_PRIVATE_DESCRIPTORS") is "1";

    private readonly WebApplication _app;
    private readonly Errors _errors;
    private readonly List<WireClient> _clients = [];

    private GatewayHouse(WebApplication app, Errors errors) => (_app, _errors) = (app, errors);

    public FakeBackend Backend { get; } = new();

    public GatewayService Gateway => _app.Services.GetRequiredService<GatewayService>();

    public int Port { get; private set; }

    /// <summary>Connections on the loops that have not shown their first request.</summary>
    public int UnseenConnections => _app.Services.GetRequiredService<LoopAcceptor>().UnseenConnections;

    /// <summary>Set by tests that provoke an error.</summary>
    public bool MayLogErrors { get; set; }

    /// <param name="certificate">What the server shows; with it the connections come over TLS.</param>
    public static async Task<GatewayHouse> Start(GatewayOptions? options = null, TimeProvider? time = null, Func<X509Certificate2>? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var errors = new Errors();
        if (HasTls) certificate ??= static () => TestCertificate.Elliptic;
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(errors);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (certificate is not null) listen.UseOpenSsl(certificate, []);
            listen.UseGateway();
        }));
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        GatewayHouse? house = null;
        builder.Services.AddSingleton<IGatewayBackend>(_ => house!.Backend);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<LocalPlacement>();
        builder.Services.AddSingleton(_ => new EventRelay());
        options ??= new GatewayOptions { Shards = 2, EventsPerWindow = 100_000 };
        builder.Services.AddGateway(options with
        {
            Transport = options.Transport != GatewayTransport.Auto ? options.Transport : certificate is not null ? GatewayTransport.Kestrel : Transport,
            PrivateDescriptors = options.PrivateDescriptors || HasPrivateDescriptors,
        });
        var app = builder.Build();
        house = new GatewayHouse(app, errors);
        app.UseGatewayUpgrade();
        app.MapGet("/", () => "the web client");
        app.MapGet("/hello", () => "hello");
        app.MapPost("/echo", async (HttpRequest request) => await new StreamReader(request.Body).ReadToEndAsync());
        await app.StartAsync();
        house.Backend.Relay = house.Gateway.Fanout;
        house.Port = new Uri(app.Urls.First()).Port;
        return house;
    }

    public ValueTask Publish(RelayEvent dispatch, UserId except = default) =>
        Gateway.Fanout.Post(new RelayMessage.Publish(FakeBackend.Everyone, dispatch, except), CancellationToken.None);

    /// <summary>Waits until the shards have handled everything that was posted before.</summary>
    public async Task Settled() => await Gateway.Fanout.SessionsIn(new AudienceId(0), CancellationToken.None);

    /// <summary>Opens a WebSocket and reads HELLO.</summary>
    public async Task<WireClient> Connect(string path = "/?v=10&encoding=json")
    {
        var client = await WireClient.Open(Port, path);
        _clients.Add(client);
        return client;
    }

    /// <summary>Connects and identifies; READY and GUILD_CREATE have been read.</summary>
    public async Task<WireClient> Identified(string token = "user-1", string path = "/?v=10&encoding=json", long? intents = null)
    {
        var client = await Connect(path);
        await client.Hello();
        await client.Identify(token, intents);
        (await client.Dispatch("READY")).GetProperty("d").GetProperty("session_id").GetString()!.Length.ShouldBe(32);
        if (intents is null || (intents & (long)Intents.Guilds) != 0) await client.Dispatch("GUILD_CREATE");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        var faults = Gateway.Metrics.Faults;
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (MayLogErrors) return;
        _errors.Lines.ShouldBeEmpty();
        faults.ShouldBe(0);
    }

    private sealed class Errors : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Lines.Enqueue(formatter(state, exception) + exception);
        }

        public void Dispose()
        {
        }
    }
}
