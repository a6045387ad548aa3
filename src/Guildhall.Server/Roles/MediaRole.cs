using Guildhall.Server.Options;

namespace Guildhall.Server.Roles;

/// <summary>Adds uploads and their serving.</summary>
internal sealed class MediaRole : IRole
{
    public Role Name => Role.Media;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
    }
}
