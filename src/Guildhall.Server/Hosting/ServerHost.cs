using System.Diagnostics;
using System.Net.Sockets;
using Guildhall.Server.Figures;
using Guildhall.Server.Hosting.Tls;
using Guildhall.Server.Options;
using Guildhall.Server.Roles;
using Guildhall.Server.WebClient;
using Guildhall.Storage.Writing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;

namespace Guildhall.Server.Hosting;

/// <summary>
/// One running server: opens the data folder, listens, and on disposal drains in order: no new traffic, sessions told to
/// reconnect, requests finished, sessions left to the next start, writes durable, store closed.
/// </summary>
public sealed class ServerHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IReadOnlyList<IRole> _roles;
    private readonly ServerOptions _options;
    private readonly TimeProvider _time;
    private bool _isStopped;

    private ServerHost(WebApplication app, IReadOnlyList<IRole> roles, ServerOptions options, TimeProvider time, bool isFirstRun)
    {
        (_app, _roles, _options, _time, IsFirstRun) = (app, roles, options, time, isFirstRun);
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        BaseUrl = new Uri((options.Listen with { Port = new Uri(bound).Port }).ToString());
    }

    /// <summary>The address as one opens it on this machine.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The address that people and bots use, without a slash at the end.</summary>
    public string Url => _app.Services.GetRequiredService<ServedAddress>().Url;

    /// <summary>Whether the data folder was empty before this start.</summary>
    public bool IsFirstRun { get; }

    /// <summary>The file that voice bots have to trust (NODE_EXTRA_CA_CERTS); null where the operator's own certificate serves them.</summary>
    public string? AuthorityFile => _app.Services.GetService<HouseAuthority>()?.File;

    /// <summary>The container, for tests that look inside.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a server and returns when it serves.</summary>
    /// <param name="options">Options that <see cref="SettingsReader.Validate"/> accepts.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="logs">Where log lines go; the console when null.</param>
    /// <exception cref="StartException">The port or the data folder cannot be used.</exception>
    public static async Task<ServerHost> Start(ServerOptions options, TimeProvider? time = null, ILoggerProvider? logs = null)
    {
        SettingsReader.Validate(options);
        var isFirstRun = DataFolder.Prepare(options);
        var roles = RolesOf(options);
        var app = Build(options, roles, time ?? TimeProvider.System, logs);
        try
        {
            Map(app, options, roles);
            await app.StartAsync();
        }
        catch (Exception failure) when (Explain(failure, options) is { } sentence)
        {
            // Said first, or what runs in the background takes its end for a fault and logs it.
            app.Lifetime.StopApplication();
            await app.DisposeAsync();
            throw new StartException(sentence);
        }

        app.Services.GetRequiredService<Readiness>().IsReady = true;
        return new ServerHost(app, roles, options, time ?? TimeProvider.System, isFirstRun);
    }

    /// <summary>Drains and closes. Accepted writes are finished before the store closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStopped) return;
        _isStopped = true;
        _app.Services.GetRequiredService<Readiness>().IsReady = false;
        using var limit = new CancellationTokenSource(_options.DrainTimeout, _time);
        try
        {
            foreach (var role in _roles) await role.Drain(_app.Services, _options, limit.Token);
            await _app.StopAsync(limit.Token);
            foreach (var role in _roles) await role.HandOver(_app.Services, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            _app.Logger.DrainCutOff(_options.DrainTimeout);
        }

        await _app.DisposeAsync();
    }

    private static List<IRole> RolesOf(ServerOptions options)
    {
        IRole[] all = [new GuildsRole(), new VoiceRole(), new GatewayRole(), new ApiRole(), new MediaRole(), new WorkersRole()];
        return [.. all.Where(role => options.Roles.Has(role.Name))];
    }

    private static WebApplication Build(ServerOptions options, List<IRole> roles, TimeProvider time, ILoggerProvider? logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "guildhall", ContentRootPath = AppContext.BaseDirectory });
        ConsoleLogs.Add(builder.Logging, options, logs);
        builder.Services.AddSingleton(options).AddSingleton(time).AddSingleton<Readiness>().AddSingleton<ServedAddress>().AddRoutingCore();
        builder.Services.AddHostedService<IdleTrim>();
        builder.Services.AddHostedService<EarlyCollections>();
        builder.Services.AddSingleton<FigureService>().AddHostedService(house => house.GetRequiredService<FigureService>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        foreach (var role in roles) role.AddServices(builder.Services, options);
        var authority = TlsByFirstByte.IsWanted(options) ? HouseAuthority.Open(options.DataFolder, TlsByFirstByte.Names(options), time) : null;
        if (authority is not null) builder.Services.AddSingleton(_ => authority);
        Port.Listen(builder.WebHost, options, roles, authority);

        return builder.Build();
    }

    private static void Map(WebApplication app, ServerOptions options, List<IRole> roles)
    {
        if (options.BehindProxy)
            app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        if (options.AccessLog) app.Use(LogRequest);
        app.Use(SecurityHeaders.Add);
        app.Use(Port.LimitBody);
        Health.Map(app);
        FigureRoutes.Map(app, options);
        foreach (var role in roles) role.MapRoutes(app, options);
        WebClientFiles.Map(app, options);
    }

    private static async Task LogRequest(HttpContext context, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        await next(context);
        // The path alone: a query may carry what belongs in no log. Encoded: a path may carry line ends and what steers terminals.
        var elapsedMs = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
        var (method, path, status) = (context.Request.Method, LoggedPath.Of(context.Request.Path), context.Response.StatusCode);
        context.RequestServices.GetRequiredService<ILogger<ServerHost>>().Request(method, path, status, elapsedMs);
    }

    private static string? Explain(Exception failure, ServerOptions options)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case StartException or StoreVersionException or DataFolderBusyException or DataFolderUnusableException:
                    return cause.Message;
                case AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return $"Port {options.Listen.Port} is in use by another program; choose one with --listen.";
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return $"This user may not listen on port {options.Listen.Port}; ports below 1024 need a privilege.";
                case SocketException { SocketErrorCode: SocketError.AddressNotAvailable }:
                    return $"{options.Listen.Host} is no address of this machine.";
            }
        }

        return DiskTrouble.Explain(failure, Path.GetFullPath(options.DataFolder));
    }
}
