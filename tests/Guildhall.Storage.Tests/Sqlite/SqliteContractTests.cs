using Guildhall.Storage.Tests.Contracts;

namespace Guildhall.Storage.Tests.Sqlite;

public sealed class SqliteMessageStoreTests : MessageStoreContract
{
    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();
}

public sealed class SqliteGuildStoreTests : GuildStoreContract
{
    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();
}

public sealed class SqliteUserStoreTests : UserStoreContract
{
    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();
}

public sealed class SqliteApplicationStoreTests : ApplicationStoreContract
{
    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();
}

public sealed class SqlitePrivateStoreTests : PrivateStoreContract
{
    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();
}

public sealed class SqliteThreadStoreTests : ThreadStoreContract
{
    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();
}

public sealed class SqliteEventLogTests : EventLogContract
{
    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();
}

public sealed class FileBlobStoreTests : BlobStoreContract
{
    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();
}

public sealed class SqliteOAuthStoreTests : OAuthStoreContract
{
    protected override ValueTask<OpenedStore> Open() => SqliteHouse.OpenContract();
}
