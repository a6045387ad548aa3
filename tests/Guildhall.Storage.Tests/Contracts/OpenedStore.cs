using Guildhall.Storage.Applications;
using Guildhall.Storage.Blobs;
using Guildhall.Storage.EventLog;
using Guildhall.Storage.Guilds;
using Guildhall.Storage.Messages;
using Guildhall.Storage.Users;
using Guildhall.Storage.Writing;
using Guildhall.Testing;

namespace Guildhall.Storage.Tests.Contracts;

/// <summary>
/// A store of any adapter, empty at first, that goes away with everything in it; an error in its log fails the test unless expected.
/// </summary>
public sealed record OpenedStore(
    IStoreWriter Writer,
    IMessageStore Messages,
    IGuildStore Guilds,
    IUserStore Users,
    IEventLog EventLog,
    IBlobStore Blobs,
    IApplicationStore Applications,
    ManualTime Time,
    Action ExpectErrors,
    Func<ValueTask> Close);
