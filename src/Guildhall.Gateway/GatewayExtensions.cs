using Guildhall.Cluster.Relay;
using Guildhall.Gateway.Connections;
using Guildhall.Gateway.Connections.Loops;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Guildhall.Gateway;

/// <summary>How a server gets its gateway.</summary>
public static class GatewayExtensions
{
    /// <summary>
    /// Adds the gateway; it starts with the host and attaches itself to the <see cref="EventRelay"/>. Needs an
    /// <see cref="IGatewayBackend"/>, a LocalPlacement and a TimeProvider in the container.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, GatewayOptions options)
    {
        options.Validate();
        services.AddSingleton(options);
        services.AddSingleton<GatewayService>();
        services.AddHostedService<GatewayStart>();

        // The last one that can serve an endpoint does; the framework's own stays for all others.
        services.AddSingleton<LoopEndpoints>().AddSingleton<LoopAcceptor>();
        services.TryAddSingleton<IConnectionListenerFactory, SocketTransportFactory>();
        services.AddSingleton<IConnectionListenerFactory, LoopListenerFactory>();

        // A flush then sends on the shard's own thread, so events that come meanwhile leave together: measured with 9,000
        // sockets in a busy channel 1.4 to 1.6 µs of CPU a delivery instead of 2.7 to 2.9, and half the latency.
        // Not with descriptor tables of the loops' own, where Kestrel's descriptors mean nothing.
        services.Configure<SocketTransportOptions>(transport =>
        {
            transport.UnsafePreferInlineScheduling = !options.PrivateDescriptors;
            transport.Backlog = GatewayLimits.Backlog;
        });
        return services;
    }

    /// <summary>
    /// Serves the gateway on this endpoint, in front of HTTP. Comes after UseHttps where there is TLS.
    /// </summary>
    public static ListenOptions UseGateway(this ListenOptions listen)
    {
        // Resolved when the port is bound: while the endpoint is being described the container may not be whole yet.
        var services = listen.ApplicationServices;
        if (listen.IPEndPoint is { } endpoint) services.GetRequiredService<LoopEndpoints>().Add(endpoint);
        listen.Use(next => new GatewayMiddleware(services.GetRequiredService<GatewayService>(), next).OnConnection);
        return listen;
    }

    /// <summary>
    /// Serves upgrades to "/" and "/gateway" on connections that HTTP already has (proxies). Comes before static files and routing.
    /// </summary>
    public static IApplicationBuilder UseGatewayUpgrade(this IApplicationBuilder app)
    {
        var upgrade = new HttpUpgrade(app.ApplicationServices.GetRequiredService<GatewayService>());
        return app.Use(async (http, next) =>
        {
            if (!await upgrade.TryServe(http)) await next(http);
        });
    }

    private sealed class GatewayStart(GatewayService gateway, EventRelay relay) : IHostedLifecycleService
    {
        // Before any other service starts: an alarm may wake a guild, and a guild that wakes asks for its sessions.
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            gateway.TakeOver();
            gateway.Start();
            relay.Attach(gateway.Fanout);
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        // Kestrel's connections are waited for by Kestrel, which has stopped already.
        public async Task StopAsync(CancellationToken cancellationToken)
        {
            if (gateway.IsDraining) await gateway.SocketsGone(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
