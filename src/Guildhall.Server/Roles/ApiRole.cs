using Guildhall.Cluster.Relay;
using Guildhall.Community;
using Guildhall.Community.Edge;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Server.Roles;

/// <summary>Adds every HTTP route of the public API.</summary>
internal sealed class ApiRole : IRole
{
    public Role Name => Role.Api;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
        var limits = new RateLimitOptions { IsOff = options.InsecureNoRateLimits, RegistrationsPerHour = options.RegistrationsPerHour };
        services.AddSingleton(limits);
        services.AddSingleton(house => new CommunityOptions { PublicUrl = () => house.GetRequiredService<ServedAddress>().Url, RateLimits = limits });
        services.AddSingleton(house => new TokenAuthenticator(house.GetRequiredService<SqliteStore>().Users));
        services.AddSingleton<RateLimiter>();
        services.AddSingleton(Community);
        services.AddSingleton<ApiPipeline>();
    }

    public void MapRoutes(WebApplication app, ServerOptions options) =>
        CommunityRoutes.Map(new ApiRoutes(app, app.Services.GetRequiredService<ApiPipeline>()));

    private static CommunityServices Community(IServiceProvider house)
    {
        var (store, actors) = (house.GetRequiredService<SqliteStore>(), house.GetRequiredService<CommunityActors>());
        return new CommunityServices(
            actors.Guilds,
            actors.Users,
            actors.Directory,
            store.Writer,
            store.Users,
            store.Guilds,
            store.Messages,
            store.Blobs,
            house.GetRequiredService<TokenAuthenticator>(),
            house.GetRequiredService<EventRelay>(),
            actors.Ids,
            house.GetRequiredService<TimeProvider>(),
            house.GetRequiredService<CommunityOptions>());
    }
}
