using Guildhall.Community.Announcements;
using Guildhall.Community.Interactions.Http;
using Guildhall.Community.Links;
using Guildhall.Community.Search;
using Guildhall.Community.Workers;
using Guildhall.Community.Retention;
using Guildhall.Server.Options;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Server.Roles;

/// <summary>
/// Adds what follows the event log in its own time: each is a line <c>services.AddLogFollower&lt;…&gt;()</c>
/// (<see cref="ILogFollower"/> says how to write one).
/// </summary>
internal sealed class WorkersRole : IRole
{
    public Role Name => Role.Workers;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddLogFollower<SearchFeed>();
        services.AddHostedService<SearchUpkeep>();
        services.AddSingleton(house => new BlobSweep(
            house.GetRequiredService<SqliteStore>().Blobs,
            house.GetRequiredService<SqliteStore>().BlobReferences,
            house.GetRequiredService<TimeProvider>(),
            house.GetRequiredService<ILogger<BlobSweep>>()));
        services.AddHostedService(house => house.GetRequiredService<BlobSweep>());
        services.AddLogFollower<CrosspostDelivery>();
        services.AddLinkEmbeds();
        services.AddEventDelivery();
    }
}
