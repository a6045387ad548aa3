using Guildhall.Gateway;
using Guildhall.Gateway.Backend;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Guildhall.Server.Roles;

/// <summary>Adds the WebSocket endpoint and the sessions behind it, in front of HTTP on the one port.</summary>
internal sealed class GatewayRole : IRole
{
    public Role Name => Role.Gateway;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<IGatewayBackend, CommunityBackend>();
        var gateway = new GatewayOptions
        {
            PublicUrl = GatewayUrl(options),
            Transport = Transport(options),
            PrivateDescriptors = options.GatewayPrivateDescriptors,
            LoopNiceness = options.GatewayLoopNiceness,
            HandoverFolder = Path.Combine(Path.GetFullPath(options.DataFolder), "handover"),
            KeepsSessions = options.KeepSessions,
            CompressionMemory = options.CompressionMemory,
        };
        services.AddGateway(options.GatewayLoops is { } loops ? gateway with { Shards = loops } : gateway);
    }

    public void Listen(ListenOptions listen) => listen.UseGateway();

    public void MapRoutes(WebApplication app, ServerOptions options) => app.UseGatewayUpgrade();

    /// <summary>Tells every client to come back (op 7), gives them a moment, and closes the sockets.</summary>
    public async Task Drain(IServiceProvider services, ServerOptions options, CancellationToken cancel)
    {
        var gateway = services.GetRequiredService<GatewayService>();
        await gateway.Drain(gateway.Metrics.Sockets > 0 ? options.ReconnectMoment : TimeSpan.Zero, cancel);
    }

    /// <summary>Writes down what sessions are, so that the next start lets their clients resume.</summary>
    public Task HandOver(IServiceProvider services, CancellationToken cancel) => services.GetRequiredService<GatewayService>().HandOver(cancel);

    // The loops read what is on the wire, and behind TLS that is nothing that they could read.
    private static GatewayTransport Transport(ServerOptions options)
    {
        if (options.GatewayTransport == GatewayTransport.Loops && !OperatingSystem.IsLinux())
            throw new StartException("--gateway-transport loops needs Linux; take auto or kestrel.", StartException.WrongUsage);
        if (!options.Listen.IsTls) return options.GatewayTransport;
        return options.GatewayTransport != GatewayTransport.Loops
            ? GatewayTransport.Kestrel
            : throw new StartException("--gateway-transport loops cannot serve an https address; take auto or kestrel.", StartException.WrongUsage);
    }

    // ws for http, wss for https; without a public address READY names the host that the client connected to.
    private static string? GatewayUrl(ServerOptions options) =>
        options.PublicUrl is { } url ? "ws" + url.ToString().TrimEnd('/')["http".Length..] : null;
}
