using Guildhall.Server.Options;

namespace Guildhall.Server.Roles;

/// <summary>Adds the WebSocket endpoint and the sessions behind it.</summary>
internal sealed class GatewayRole : IRole
{
    public Role Name => Role.Gateway;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
    }
}
