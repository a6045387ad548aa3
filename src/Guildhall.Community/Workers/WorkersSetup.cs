using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Workers;

/// <summary>Puts followers of the event log into a server.</summary>
public static class WorkersSetup
{
    /// <summary>Runs a follower for as long as the server serves. The follower itself is a singleton of the container.</summary>
    public static IServiceCollection AddLogFollower<TFollower>(this IServiceCollection services)
        where TFollower : class, ILogFollower
    {
        services.TryAddSingleton<TFollower>();
        return services.AddSingleton<IHostedService>(house => new LogFollowing(
            house.GetRequiredService<TFollower>(),
            house.GetRequiredService<CommunityStores>().EventLog,
            house.GetRequiredService<CommunityStores>().Writer,
            house.GetRequiredService<TimeProvider>(),
            house.GetRequiredService<ILogger<LogFollowing>>()));
    }
}
