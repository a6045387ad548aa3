using System.Collections.Frozen;
using Guildhall.Community;
using Guildhall.Community.Accounts;
using Guildhall.Community.Edge;
using Guildhall.Community.Links;
using Guildhall.Media.Scanning;
using Guildhall.Server.Hosting;
using Guildhall.Server.Options;
using Guildhall.Storage.SearchIndex;
using Guildhall.Storage.Sqlite;

namespace Guildhall.Server.Roles;

/// <summary>
/// Adds the store, the relay, and the actors of guilds and users. The container closes them in the reverse order of their
/// making: the actors settle their accepted writes before the store closes.
/// </summary>
internal sealed class GuildsRole : IRole
{
    // Thrown-away data has no use for slow hashes; the option's name says what it is.
    private const int ThrownAwayIterations = 1_000;

    public Role Name => Role.Guilds;

    public void AddServices(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton(house => new UploadScan(options.Scan, house.GetRequiredService<TimeProvider>(), house.GetRequiredService<ILogger<UploadScan>>()));
        services.AddSingleton(house => SqliteStore.Open(
            options.DataFolder,
            house.GetRequiredService<TimeProvider>(),
            house.GetRequiredService<ILoggerFactory>(),
            house.GetRequiredService<UploadScan>().Inspect));
        services.AddSingleton<ISearchIndex>(house =>
        {
            house.GetRequiredService<SqliteStore>(); // holds the lock of the folder
            return SqliteSearchIndex.Open(options.DataFolder);
        });
        services.AddSingleton(house =>
        {
            var store = house.GetRequiredService<SqliteStore>();
            return new CommunityStores(store.Writer, store.Guilds, store.Messages, store.Users, store.Blobs, store.EventLog, house.GetRequiredService<ISearchIndex>())
            {
                Applications = store.Applications,
            };
        });
        services.AddCommunity(house => CommunityOf(house, options), options.RoundTripMessages);
    }

    // Opens the store before the port, so that what is wrong with the data folder ends the start.
    public void MapRoutes(WebApplication app, ServerOptions options) => app.Services.GetRequiredService<CommunityActors>();

    private static CommunityOptions CommunityOf(IServiceProvider house, ServerOptions options) => new()
    {
        PublicUrl = () => house.GetRequiredService<ServedAddress>().Url,
        KeysFolder = Path.Combine(Path.GetFullPath(options.DataFolder), "keys"),
        ExportsFolder = Path.Combine(Path.GetFullPath(options.DataFolder), "exports"),
        PasswordIterations = options.InsecureFastPasswords ? ThrownAwayIterations : PasswordVault.DefaultIterations,
        Mail = options.Mail with { OutboxFolder = Path.Combine(Path.GetFullPath(options.DataFolder), "outbox") },
        TurnsAwayWhenLate = options.OverloadProtection,
        IsRegistrationOpen = options.OpenRegistration,
        UploadBytesPerDay = options.UploadBytesPerDay,
        VerifiedApplications = options.VerifiedApplications.ToFrozenSet(),
        Links = new LinkPreviewOptions
        {
            IsOn = options.LinkPreviews,
            AllowedHosts = options.LinkHosts.Select(host => host.ToLowerInvariant()).ToFrozenSet(),
        },
        RateLimits = new RateLimitOptions
        {
            IsOff = options.InsecureNoRateLimits,
            GlobalPerSecond = options.RequestsPerSecond,
            RegistrationsPerHour = options.RegistrationsPerHour,
            LoginsPerMinute = options.LoginsPerMinute,
            SessionStartsPerDay = options.SessionStartsPerDay,
            IdentifyConcurrency = options.IdentifyConcurrency,
        },
    };
}
