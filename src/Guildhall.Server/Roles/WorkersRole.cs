using Guildhall.Server.Options;

namespace Guildhall.Server.Roles;

/// <summary>
/// The place for what follows the event log in its own time: each is a line <c>services.AddLogFollower&lt;…&gt;()</c>
/// (<see cref="Community.Workers.ILogFollower"/> says how to write one).
/// </summary>
internal sealed class WorkersRole : IRole
{
    public Role Name => Role.Workers;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
    }
}
