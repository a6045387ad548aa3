using Guildhall.Media;
using Guildhall.Server.Options;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Server.Roles;

/// <summary>Adds uploads and their serving.</summary>
internal sealed class MediaRole : IRole
{
    public Role Name => Role.Media;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
    }

    public void MapRoutes(WebApplication app, ServerOptions options) => app.MapMedia(app.Services.GetRequiredService<SqliteStore>().Blobs);
}
