using Guildhall.Community.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Guildhall.Community.Links;

/// <summary>Puts the previews of links into a server. A test may register another <see cref="SafeConnector"/> first.</summary>
public static class LinksSetup
{
    public static IServiceCollection AddLinkEmbeds(this IServiceCollection services, LinkPreviewOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(new SafeConnector(options));
        services.TryAddSingleton<LinkFetcher>();
        services.TryAddSingleton<LinkPreviews>();
        services.AddLogFollower<LinkEmbeds>();
        return services.AddSingleton<IHostedService>(house => house.GetRequiredService<LinkEmbeds>());
    }
}
