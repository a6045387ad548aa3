using Guildhall.Server.Options;

namespace Guildhall.Server.Roles;

/// <summary>Adds what follows the event log in its own time.</summary>
internal sealed class WorkersRole : IRole
{
    public Role Name => Role.Workers;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
    }
}
