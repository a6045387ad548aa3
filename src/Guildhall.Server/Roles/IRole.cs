using Guildhall.Server.Options;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Guildhall.Server.Roles;

/// <summary>What one role adds to the process: services, connection handling, routes, and its part of the drain.</summary>
internal interface IRole
{
    /// <summary>The name on the command line.</summary>
    Role Name { get; }

    void AddServices(IServiceCollection services, ServerOptions options);

    /// <summary>Puts handling in front of HTTP on the one port.</summary>
    void Listen(ListenOptions listen)
    {
    }

    void MapRoutes(WebApplication app, ServerOptions options)
    {
    }

    /// <summary>Sends clients away before the port closes.</summary>
    Task Drain(IServiceProvider services, ServerOptions options, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Leaves to the next start what memory alone knows. After the last request, before anything closes.</summary>
    Task HandOver(IServiceProvider services, CancellationToken cancel) => Task.CompletedTask;
}
