using Guildhall.Cluster.Relay;
using Guildhall.Community.Accounts;
using Guildhall.Community.Edge;
using Guildhall.Community.Guild;
using Guildhall.Community.Messages;
using Guildhall.Community.User;
using Guildhall.Protocol;
using Guildhall.Storage.Blobs;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.SearchIndex;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community;

/// <summary>What routes work with: the ways to the actors, the stores for what needs no actor, and the clock.</summary>
public sealed record CommunityServices(
    GuildRouter Guilds,
    UserRouter Users,
    UserDirectory Directory,
    IStoreWriter Writer,
    IUserStore UserRows,
    IGuildStore GuildRows,
    IMessageStore Messages,
    IBlobStore Blobs,
    ISearchIndex Search,
    TokenAuthenticator Tokens,
    EventRelay Relay,
    SnowflakeGenerator Ids,
    TimeProvider Time,
    CommunityOptions Options,
    AccountServices Accounts)
{
    /// <summary>What became of reads.</summary>
    public required Reads.ReadMetrics Reads { get; init; }

    /// <summary>Latest pages of channels as ready bytes.</summary>
    public HistoryPages History { get; } = new();

    /// <summary>Makes those pages.</summary>
    internal LatestPages Latest => field ??= new LatestPages(this, History, Reads);

    /// <summary>Pages of history on their way from the store.</summary>
    internal Reads.SingleFlight<PageKey, IReadOnlyList<Guildhall.Storage.Messages.StoredMessage>> Pages => field ??= new(Reads.Pages);

    /// <summary>The archives that were asked for.</summary>
    public required Exports.ExportJobs Exports { get; init; }

    /// <summary>Addresses of archives.</summary>
    public required Exports.ExportLinks ExportLinks { get; init; }

    /// <summary>What each account has uploaded today.</summary>
    public UploadQuota Uploads { get; } = new(Time, Options.UploadBytesPerDay);

    /// <summary>Makes and shows the tokens of webhooks.</summary>
    public required Webhooks.WebhookSecrets WebhookSecrets { get; init; }

    /// <summary>Signs identity tokens.</summary>
    public required OAuth.IdentityKeys Identity { get; init; }

    /// <summary>Fetches the pictures that webhooks name.</summary>
    public required Webhooks.WebhookPictures WebhookPictures { get; init; }

    /// <summary>Makes and reads the tokens of interactions.</summary>
    public required Interactions.InteractionTokens InteractionTokens { get; init; }

    /// <summary>The commands of applications as last known.</summary>
    public required Interactions.Commands.CommandDirectory Commands { get; init; }

    /// <summary>Calls the addresses that applications name.</summary>
    public required Interactions.Http.EndpointClient Endpoints { get; init; }

    /// <summary>Counts what applications are used for.</summary>
    public required Applications.Usage.UsageMeter Usage { get; init; }
}
