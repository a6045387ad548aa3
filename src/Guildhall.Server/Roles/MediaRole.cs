using Guildhall.Media;
using Guildhall.Media.Images;
using Guildhall.Server.Options;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Server.Roles;

/// <summary>Adds uploads and their serving.</summary>
internal sealed class MediaRole : IRole
{
    public Role Name => Role.Media;

    public void AddServices(IServiceCollection services, ServerOptions options) => services.AddSingleton(house =>
    {
        var store = house.GetRequiredService<SqliteStore>();
        return new Thumbnails(
            store.Blobs, store.Derived, options.Thumbnails, house.GetRequiredService<TimeProvider>(), house.GetRequiredService<ILogger<Thumbnails>>());
    });

    public void MapRoutes(WebApplication app, ServerOptions options) =>
        app.MapMedia(app.Services.GetRequiredService<SqliteStore>().Blobs, app.Services.GetRequiredService<Thumbnails>());
}
