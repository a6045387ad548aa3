using Guildhall.Community.Applications.Events;
using Guildhall.Community.Applications.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Interactions.Http;

/// <summary>Puts into a server what calls the addresses of applications.</summary>
public static class EndpointSetup
{
    /// <summary>Adds the worker that delivers webhook events.</summary>
    public static IServiceCollection AddEventDelivery(this IServiceCollection services) =>
        services.AddHostedService(house => new EventDelivery(
            house.GetRequiredService<CommunityServices>(),
            house.GetRequiredService<CommunityStores>().Applications,
            house.GetRequiredService<ILogger<EventDelivery>>()));

    /// <summary>Adds what posts, and what counts.</summary>
    internal static void AddEndpoints(this IServiceCollection services)
    {
        services.AddSingleton<EndpointClient>();
        services.AddSingleton(house => new UsageMeter(
            house.GetRequiredService<CommunityActors>().Usage,
            house.GetRequiredService<CommunityStores>().Applications,
            house.GetRequiredService<CommunityStores>().Writer,
            house.GetRequiredService<TimeProvider>(),
            house.GetRequiredService<ILogger<UsageMeter>>()));
        services.AddHostedService(house => house.GetRequiredService<UsageMeter>());
        services.AddHostedService(house => new InteractionPosting(
            house.GetRequiredService<CommunityServices>(),
            house.GetRequiredService<InteractionOutbox>(),
            house.GetRequiredService<ILogger<InteractionPosting>>()));
    }
}
