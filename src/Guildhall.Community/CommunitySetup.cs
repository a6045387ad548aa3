using Guildhall.Cluster.Actors;
using Guildhall.Cluster.Load;
using Guildhall.Cluster.Placement;
using Guildhall.Cluster.Relay;
using Guildhall.Community.Accounts;
using Guildhall.Community.Applications;
using Guildhall.Community.Edge;
using Guildhall.Community.GatewayInfo;
using Guildhall.Community.Guild.Alarms;
using Guildhall.Community.Interactions.Http;
using Guildhall.Community.Links;
using Guildhall.Storage.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Guildhall.Community;

/// <summary>Puts the community into a server: the actors, and the API's routes.</summary>
public static class CommunitySetup
{
    // Several commits of a disk that is slow to sync.
    private static readonly TimeSpan StoreTarget = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Adds everything of this room. <see cref="CommunityStores"/>, a <see cref="TimeProvider"/> and logging must be there.
    /// </summary>
    /// <param name="services">The server's services.</param>
    /// <param name="options">What the operator decided.</param>
    /// <param name="roundTrip">Sends every message between actors, and to sessions, through bytes.</param>
    public static IServiceCollection AddCommunity(
        this IServiceCollection services, Func<IServiceProvider, CommunityOptions> options, bool roundTrip = false)
    {
        var codec = roundTrip ? new MessageCodec() : null;
        services.AddSingleton(provider => options(provider));
        services.AddSingleton(_ => new EventRelay(codec));
        services.AddSingleton(Load);
        services.AddSingleton(_ => new LocalPlacement());
        services.AddSingleton(provider => new CommunityActors(
            provider.GetRequiredService<CommunityStores>().Writer,
            provider.GetRequiredService<CommunityStores>().Guilds,
            provider.GetRequiredService<CommunityStores>().Messages,
            provider.GetRequiredService<CommunityStores>().Users,
            provider.GetRequiredService<EventRelay>(),
            provider.GetRequiredService<LocalPlacement>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            roundTrip: codec,
            publicUrl: () => provider.GetRequiredService<CommunityOptions>().PublicUrl(),
            load: provider.GetRequiredService<HouseLoad>(),
            rooms: provider.GetRequiredService<Calls.IVoiceRooms>));
        services.TryAddSingleton<Calls.IVoiceRooms, Calls.NoVoiceRooms>(); // the voice role brings its own
        services.AddSingleton(provider => provider.GetRequiredService<CommunityActors>().Directory);
        services.AddSingleton<Handover.CommunityHandover>();
        services.AddHostedService<Handover.VoiceWaker>();
        services.AddSingleton(provider => new TokenAuthenticator(
            provider.GetRequiredService<CommunityStores>().Users, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<NameClaims>();
        services.AddSingleton(provider => new PasswordVault(provider.GetRequiredService<CommunityOptions>().PasswordIterations));
        services.AddSingleton(provider => new SigningKeys(provider.GetRequiredService<CommunityOptions>().KeysFolder));
        services.AddLinkFetching();
        services.AddEndpoints();
        services.AddSingleton(provider => new Interactions.InteractionTokens(provider.GetRequiredService<CommunityOptions>().KeysFolder));
        services.AddSingleton(provider => provider.GetRequiredService<CommunityActors>().Outbox);
        services.AddSingleton(provider => new Webhooks.WebhookSecrets(provider.GetRequiredService<CommunityOptions>().KeysFolder));
        services.AddSingleton(provider => new SessionStarts(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<CommunityOptions>().RateLimits));
        services.AddSingleton(provider => new SecretKeeper(provider.GetRequiredService<CommunityOptions>().KeysFolder));
        services.AddSingleton(provider => new OAuth.IdentityKeys(
            provider.GetRequiredService<CommunityOptions>().KeysFolder, provider.GetRequiredService<SecretKeeper>()));
        services.AddSingleton<Mail.MailQueue>();
        services.AddSingleton(Mailer);
        services.AddHostedService(provider => new Mail.MailWorker(
            provider.GetRequiredService<Mail.MailQueue>(),
            provider.GetRequiredService<Mail.IMailer>(),
            provider.GetRequiredService<CommunityServices>(),
            provider.GetRequiredService<ILogger<Mail.MailWorker>>()));
        services.AddSingleton<AccountServices>();
        services.AddSingleton(provider => new RateLimiter(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<CommunityOptions>().RateLimits));
        services.AddSingleton(Services);
        services.AddHostedService(provider => new AlarmClock(
            provider.GetRequiredService<CommunityStores>().Guilds,
            provider.GetRequiredService<CommunityActors>().Guilds,
            provider.GetRequiredService<CommunityActors>().Alarms,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AlarmClock>>()));
        services.AddSingleton(provider => new Exports.ExportJobs(
            provider.GetRequiredService<CommunityOptions>().ExportsFolder,
            provider.GetRequiredService<CommunityActors>().Ids,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Exports.ExportLinks(
            provider.GetRequiredService<CommunityOptions>().KeysFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => new Exports.ExportWorker(
            provider.GetRequiredService<Exports.ExportJobs>(),
            provider.GetRequiredService<CommunityServices>(),
            provider.GetRequiredService<ILogger<Exports.ExportWorker>>()));
        services.AddHostedService(provider => new Retention.FileRemoval(
            provider.GetRequiredService<CommunityActors>().RemovedFiles,
            provider.GetRequiredService<CommunityStores>().Blobs,
            provider.GetRequiredService<ILogger<Retention.FileRemoval>>()));
        services.AddSingleton(provider => new ApiPipeline(
            provider.GetRequiredService<CommunityServices>(),
            provider.GetRequiredService<TokenAuthenticator>(),
            provider.GetRequiredService<RateLimiter>(),
            provider.GetRequiredService<CommunityOptions>().RateLimits,
            provider.GetRequiredService<HouseLoad>(),
            provider.GetRequiredService<ILogger<ApiPipeline>>()));
        return services;
    }

    /// <summary>
    /// Maps every operation below /api, with versions, CORS and Discord's bodies for what does not exist. Calls UseRouting:
    /// what must run before routing (forwarded headers, body limits) comes earlier.
    /// </summary>
    public static ApiRoutes MapApi(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<CommunityOptions>().RateLimits;
        var api = new ApiRoutes(app, app.Services.GetRequiredService<ApiPipeline>(), limits);
        CommunityRoutes.Map(api);
        Exports.FetchExport.Map(app, app.Services.GetRequiredService<Exports.ExportJobs>(), app.Services.GetRequiredService<Exports.ExportLinks>());
        OAuth.Discovery.Map(app, app.Services.GetRequiredService<CommunityOptions>().PublicUrl);
        var entrance = new ApiEntrance(api.All);
        app.Use(ApiEntrance.Enter);
        app.UseRouting();
        app.Use(entrance.Guard);
        return api;
    }

    private static HouseLoad Load(IServiceProvider provider)
    {
        var load = new HouseLoad(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<CommunityOptions>().TurnsAwayWhenLate);
        var (writer, lane) = (provider.GetRequiredService<CommunityStores>().Writer, new WriteLane());

        // A write of nothing takes its place in the queue like any other, and costs no sync.
        load.Watch("store", StoreTarget, arrived => _ = writer.Submit(lane, new StoreWrite([], [])).ContinueWith(_ => arrived(), TaskScheduler.Default));
        return load;
    }

    private static Mail.IMailer Mailer(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<CommunityOptions>();
        if (options.Mail.ReachesPeople) return new Mail.SmtpMailer(options.Mail, options.PublicUrl, provider.GetRequiredService<TimeProvider>());
        return new Mail.OutboxMailer(
            options.Mail, options.PublicUrl, provider.GetRequiredService<CommunityActors>().Ids, provider.GetRequiredService<ILogger<Mail.OutboxMailer>>());
    }

    private static CommunityServices Services(IServiceProvider provider)
    {
        var (actors, stores) = (provider.GetRequiredService<CommunityActors>(), provider.GetRequiredService<CommunityStores>());
        return new CommunityServices(
            actors.Guilds,
            actors.Users,
            actors.Directory,
            stores.Writer,
            stores.Users,
            stores.Guilds,
            stores.Messages,
            stores.Blobs,
            stores.Search,
            provider.GetRequiredService<TokenAuthenticator>(),
            provider.GetRequiredService<EventRelay>(),
            actors.Ids,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<CommunityOptions>(),
            provider.GetRequiredService<AccountServices>())
        {
            WebhookSecrets = provider.GetRequiredService<Webhooks.WebhookSecrets>(),
            Identity = provider.GetRequiredService<OAuth.IdentityKeys>(),
            Exports = provider.GetRequiredService<Exports.ExportJobs>(),
            ExportLinks = provider.GetRequiredService<Exports.ExportLinks>(),
            Commands = actors.Commands,
            Reads = actors.Reads,
            InteractionTokens = provider.GetRequiredService<Interactions.InteractionTokens>(),
            WebhookPictures = provider.GetRequiredService<Webhooks.WebhookPictures>(),
            Endpoints = provider.GetRequiredService<Interactions.Http.EndpointClient>(),
            Usage = provider.GetRequiredService<Applications.Usage.UsageMeter>(),
        };
    }
}
