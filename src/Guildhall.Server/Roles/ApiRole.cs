using Guildhall.Community;
using Guildhall.Server.Options;

namespace Guildhall.Server.Roles;

/// <summary>Adds every HTTP route of the public API.</summary>
internal sealed class ApiRole : IRole
{
    public Role Name => Role.Api;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
    }

    public void MapRoutes(WebApplication app, ServerOptions options) => app.MapApi();
}
