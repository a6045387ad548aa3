using Guildhall.Cluster.Relay;
using Guildhall.Community;
using Guildhall.Community.Calls;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;
using Guildhall.Voice;
using Guildhall.Voice.Rooms;
using Guildhall.Voice.Rtc;

namespace Guildhall.Server.Roles;

/// <summary>Adds the voice gateway, the rooms behind it, and the workers that forward packets.</summary>
internal sealed class VoiceRole : IRole
{
    public Role Name => Role.Voice;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(house => new VoiceService(
            OptionsOf(options, house.GetRequiredService<ServedAddress>()),
            house.GetRequiredService<EventRelay>(),
            new CommunitySeats(house.GetRequiredService<CommunityActors>),
            house.GetRequiredService<TimeProvider>(),
            house.GetRequiredService<ILoggerFactory>(),
            offers: house.GetRequiredService<RtcSupport>().Offers));
        services.AddSingleton<RtcSupport>();
        services.AddHostedService<VoiceStart>();
        services.AddSingleton<IVoiceRooms>(house => house.GetRequiredService<VoiceService>());
    }

    public void MapRoutes(WebApplication app, ServerOptions options) => app.UseVoice();

    /// <summary>Tells every client of a call to wait for another endpoint, which the next start gives it.</summary>
    public Task Drain(IServiceProvider services, ServerOptions options, CancellationToken cancel) => services.GetRequiredService<VoiceService>().Drain(cancel);

    private static VoiceOptions OptionsOf(ServerOptions options, ServedAddress address) => new()
    {
        Endpoint = () => EndpointOf(address.Url),
        WarnLoss = options.VoiceWarnings.LossPercent / 100.0,
        WarnJitter = TimeSpan.FromMilliseconds(options.VoiceWarnings.JitterMs),
        WarnRoundTrip = TimeSpan.FromMilliseconds(options.VoiceWarnings.RoundTripMs),
        E2ee = options.VoiceE2ee,
        Turn = options is { TurnUrls.Count: > 0, TurnSecret: { Length: > 0 } secret } ? new TurnRelays(options.TurnUrls, secret) : null,
        RoundTripMessages = options.RoundTripMessages,
    };

    // With its port in any case: some clients take one for granted.
    private static string EndpointOf(string url) => new Uri(url) is var at ? $"{at.Host}:{at.Port}" : "";
}
