using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Placement;
using Guildhall.Cluster.Relay;
using Guildhall.Community;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Server.Roles;

/// <summary>
/// Adds the store, the relay, and the actors of guilds and users. The container closes them in the reverse order of their
/// making: the actors settle their accepted writes before the store closes.
/// </summary>
internal sealed class GuildsRole : IRole
{
    public Role Name => Role.Guilds;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
        var roundTrip = options.RoundTripMessages ? new MessageCodec() : null;
        services.AddSingleton(new LocalPlacement());
        services.AddSingleton(new EventRelay(roundTrip));
        services.AddSingleton(house => SqliteStore.Open(
            options.DataFolder, house.GetRequiredService<TimeProvider>(), house.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(house => Actors(house, roundTrip));
    }

    // Opens the store before the port, so that what is wrong with the data folder ends the start.
    public void MapRoutes(WebApplication app, ServerOptions options) => app.Services.GetRequiredService<CommunityActors>();

    private static CommunityActors Actors(IServiceProvider house, MessageCodec? roundTrip)
    {
        var store = house.GetRequiredService<SqliteStore>();
        return new CommunityActors(
            store.Writer,
            store.Guilds,
            store.Messages,
            store.Users,
            house.GetRequiredService<EventRelay>(),
            house.GetRequiredService<LocalPlacement>(),
            house.GetRequiredService<TimeProvider>(),
            house.GetRequiredService<ILoggerFactory>(),
            roundTrip: roundTrip,
            publicUrl: () => house.GetRequiredService<ServedAddress>().Url);
    }
}
