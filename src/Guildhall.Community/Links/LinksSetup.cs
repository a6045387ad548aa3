using Guildhall.Community.Webhooks;
using Guildhall.Community.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community.Links;

/// <summary>Puts into a server what reaches out to addresses that people and webhooks name.</summary>
public static class LinksSetup
{
    /// <summary>Adds what fetches, and the pictures of webhooks.</summary>
    internal static void AddLinkFetching(this IServiceCollection services)
    {
        services.AddSingleton(house => house.GetRequiredService<CommunityOptions>().Links);
        services.AddSingleton(house => new SafeConnector(house.GetRequiredService<LinkPreviewOptions>()));
        services.AddSingleton<LinkFetcher>();
        services.AddSingleton(house => new WebhookPictures(
            house.GetRequiredService<LinkFetcher>(),
            house.GetRequiredService<LinkPreviewOptions>(),
            house.GetRequiredService<CommunityStores>().Blobs,
            house.GetRequiredService<ILogger<WebhookPictures>>()));
        services.AddHostedService(house => house.GetRequiredService<WebhookPictures>());
    }

    /// <summary>Adds the worker that shows what links lead to.</summary>
    public static IServiceCollection AddLinkEmbeds(this IServiceCollection services)
    {
        services.AddSingleton<LinkPreviews>();
        services.AddLogFollower<LinkEmbeds>();
        return services.AddSingleton<IHostedService>(house => house.GetRequiredService<LinkEmbeds>());
    }
}
