using Guildhall.Server.Options;

namespace Guildhall.Server.Roles;

/// <summary>Adds the actors of guilds and users, on the store.</summary>
internal sealed class GuildsRole : IRole
{
    public Role Name => Role.Guilds;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
    }
}
