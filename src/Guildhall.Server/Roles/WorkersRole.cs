using Guildhall.Server.Options;

namespace Guildhall.Server.Roles;

/// <summary>The place for what will follow the event log in its own time (search, webhooks, retention); it adds nothing yet.</summary>
internal sealed class WorkersRole : IRole
{
    public Role Name => Role.Workers;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
    }
}
