using Guildhall.Storage.Applications;
using Guildhall.Storage.Blobs;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.SearchIndex;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;

namespace Guildhall.Community;

/// <summary>The store's contracts together, whichever adapter is behind them.</summary>
public sealed record CommunityStores(
    IStoreWriter Writer, IGuildStore Guilds, IMessageStore Messages, IUserStore Users, IBlobStore Blobs, IEventLog EventLog, ISearchIndex Search)
{
    /// <summary>What is kept for applications beside their rows.</summary>
    public required IApplicationStore Applications { get; init; }
}
